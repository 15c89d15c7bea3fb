package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The examples in Javadoc, run. */
class JavadocTest {
    private final AccountId user = AccountId.of("user:42");

    @Test
    @DisplayName("Amount: exact, rounded only as told, split without loss")
    void amount() {
        // region Amount
        Amount price = Amount.of("3.36");
        Amount withMargin = price.times(new BigDecimal("1.125"), RoundingMode.CEILING); // 3.78 CREDIT
        List<Amount> shares = Amount.of("10").split(3); // 3.333334, 3.333333 and 3.333333: 10 in all
        // endregion
        assertThat(withMargin).isEqualTo(Amount.of("3.78"));
        assertThat(shares).containsExactly(Amount.of("3.333334"), Amount.of("3.333333"), Amount.of("3.333333"));
    }

    @Test
    @DisplayName("Command: made once, sent until it is answered")
    void command() {
        Ledger ledger = opened();
        // region Command
        Memo memo = Memo.key("order-1001").by("billing").feature("top-up");
        Command grant = Grant.of(user, Amount.of("100"), memo)
                .on(LotTerms.of(Source.PROMOTION).expiring(Instant.parse("2030-01-01T00:00:00Z")));

        ledger.execute(grant); // Applied
        ledger.execute(grant); // Replayed: the key has had its one effect
        // endregion
        assertThat(ledger.execute(grant)).isInstanceOf(Outcome.Replayed.class);
        assertThat(available(ledger)).isEqualTo(Amount.of("100"));
    }

    @Test
    @DisplayName("Ledger: reserve before the work, settle after it")
    void ledger() {
        Ledger ledger = opened();
        ledger.execute(Grant.of(user, Amount.of("100"), Memo.key("order-1001"))).orElseThrow();
        // region Ledger
        ledger.execute(Reserve.of(user, Amount.of("4"), Memo.key("request-17"))).orElseThrow();
        // ... the work the credits are for ...
        IdempotencyKey hold = IdempotencyKey.of("request-17");
        Booking booking = ledger.execute(Settle.of(user, hold, Amount.of("3.36"), Memo.key("request-17/settle")))
                .orElseThrow();
        // endregion
        assertThat(booking.released()).isEqualTo(Amount.of("0.64"));
    }

    @Test
    @DisplayName("Outcome: a refusal is a value")
    void outcome() {
        Ledger ledger = opened();
        assertThat(charge(ledger)).isEqualTo("1 CREDIT missing");
        ledger.execute(Grant.of(user, Amount.of("1"), Memo.key("order-1001"))).orElseThrow();
        assertThat(charge(ledger)).isEqualTo("0 CREDIT left");
    }

    private String charge(Ledger ledger) {
        // region Outcome
        Outcome outcome = ledger.execute(new Charge(user, Amount.of("1"), Memo.key("image-5")));
        if (outcome instanceof Outcome.Declined declined) {
            return declined.shortfall() + " missing";
        }
        return outcome.orElseThrow().available() + " left";
        // endregion
    }

    @Test
    @DisplayName("Credits: one for the life of the host")
    void credits() {
        DataSource dataSource = Databases.fresh();
        // region Credits
        Credits credits = Credits.on(JdbcStorage.on(dataSource));
        Ledger ledger = credits.ledger();
        // endregion
        assertThat(ledger.account(user)).isEmpty();
    }

    @Test
    @DisplayName("JdbcStorage: in the host's own transaction")
    void storage() throws SQLException {
        DataSource dataSource = Databases.fresh();
        // region JdbcStorage
        JdbcStorage storage = JdbcStorage.on(dataSource);
        Credits credits = Credits.on(storage);

        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            // ... the host's own changes, and in the same commit:
            Ledger joined = credits.joining(storage.joining(connection)).ledger();
            joined.execute(Open.of(user, Memo.key("sign-up"))).orElseThrow();
            connection.commit();
        }
        // endregion
        assertThat(credits.ledger().account(user)).isPresent();
    }

    private Ledger opened() {
        Ledger ledger = Credits.on(JdbcStorage.on(Databases.fresh())).ledger();
        ledger.execute(Open.of(user, Memo.key("sign-up"))).orElseThrow();
        return ledger;
    }

    private Amount available(Ledger ledger) {
        return ledger.balance(user).orElseThrow().available();
    }
}
