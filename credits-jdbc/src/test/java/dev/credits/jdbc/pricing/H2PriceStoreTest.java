package dev.credits.jdbc.pricing;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.pricing.PriceStore;
import javax.sql.DataSource;

/** H2 keeps a price book. */
class H2PriceStoreTest extends AppendOnlyPrices {
    private final DataSource source = TestH2.memory();

    @Override
    DataSource source() {
        return source;
    }

    @Override
    public PriceStore priceStore() {
        JdbcStorage.migrate(source, null);
        return JdbcPriceStore.on(source);
    }
}
