package dev.credits.jdbc.metering;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.pricing.JdbcPriceStore;
import dev.credits.jdbc.testing.Engine;
import dev.credits.pricing.PriceStore;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryPriceStore;
import dev.credits.testkit.MemoryStorage;
import javax.sql.DataSource;

/** Where credits and prices are kept. */
enum Place {
    MEMORY {
        @Override
        Kept fresh() {
            return new Kept(new MemoryStorage(), new MemoryPriceStore());
        }
    },
    H2 {
        @Override
        Kept fresh() {
            return on(Engine.H2.fresh());
        }
    },
    POSTGRESQL {
        @Override
        Kept fresh() {
            return on(Engine.POSTGRESQL.fresh());
        }
    };

    /** A new, empty one. */
    abstract Kept fresh();

    record Kept(Storage storage, PriceStore prices) {}

    private static Kept on(DataSource source) {
        return new Kept(JdbcStorage.on(source), JdbcPriceStore.on(source));
    }
}
