package dev.credits.jdbc.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Actor;
import dev.credits.money.Amount;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceDiff;
import dev.credits.pricing.PriceStore;
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.PriceVersion;
import dev.credits.testkit.contract.PriceStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a price store, and what the database itself refuses. */
abstract class AppendOnlyPrices implements PriceStoreContract {
    abstract DataSource source();

    @Override
    public PriceStore anotherPriceStore(PriceStore store) {
        return JdbcPriceStore.on(source());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE credit_price_versions SET content = '{}'",
                "UPDATE credit_price_versions SET number = number + 1",
                "DELETE FROM credit_price_versions",
                "TRUNCATE TABLE credit_price_versions",
                "INSERT INTO credit_price_versions SELECT number + 1, 'BRIBE', subject, effective, content, actor, reason,"
                        + " published_at FROM credit_price_versions",
                "INSERT INTO credit_price_versions SELECT number + 1, kind, subject, published_at - INTERVAL '1' DAY, content,"
                        + " actor, reason, published_at FROM credit_price_versions"
            })
    @Tag("P2")
    @DisplayName("P2: the database itself refuses to change, remove or backdate what was published")
    void refusedByTheDatabase(String sql) {
        PriceStore store = priceStore();
        PriceVersion version = price(1, "5");
        assertThat(store.append(List.of(version))).isTrue();

        assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);

        assertThat(store.after(0, 10)).containsExactly(version);
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: whoever lost the connection at the commit, and appends the same again, is told it is kept")
    void lostAtTheCommit() {
        PriceStore store = priceStore();
        List<PriceVersion> versions = List.of(price(1, "5"), price(2, "6"));

        assertThat(store.append(versions)).isTrue();
        assertThat(store.append(versions)).isTrue();
        assertThat(store.append(List.of(price(1, "5"), price(2, "7")))).isFalse();
        assertThat(store.after(0, 10)).isEqualTo(versions);
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: instants are kept to the microsecond, whatever the zone of the machine")
    void zones() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            PriceStore store = priceStore();
            store.append(List.of(price(1, "5")));
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));

            assertThat(anotherPriceStore(store).after(0, 1)).containsExactly(price(1, "5"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: a whole table of cards is published in one commit and read back")
    void wholeTable() {
        PriceBook book = PriceBook.on(priceStore(), () -> START);
        PriceDiff diff = PriceDiff.between(List.of(), PriceTable.sample().cards());
        book.publish(diff.changes(false), Actor.of("importer"), "the sample").orElseThrow();

        PriceBook other = PriceBook.on(JdbcPriceStore.on(source()), () -> START);
        assertThat(other.prices().cards())
                .containsExactlyInAnyOrderElementsOf(PriceTable.sample().cards());
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: a refused publication leaves nothing behind")
    void refusedPublication() {
        PriceStore store = priceStore();
        PriceBook book = PriceBook.on(store, () -> START);
        PriceChange late = PriceChange.set(new FixedPrice("x", Amount.of("1"))).from(Instant.EPOCH);

        book.publish(List.of(PriceChange.set(new FixedPrice("y", Amount.of("1"))), late), Actor.of("a"), "late");

        assertThat(store.after(0, 10)).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            try {
                statement.execute(sql);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }

    private static PriceVersion price(long number, String credits) {
        FixedPrice price = new FixedPrice("summary", Amount.of(credits));
        Instant effective = START.plusSeconds(number);
        return new PriceVersion(number, price.kind(), price.subject(), effective, price, ADMIN, "why", START);
    }
}
