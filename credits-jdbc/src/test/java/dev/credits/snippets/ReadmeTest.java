package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    @DisplayName("the README's example leaves 96.64 of 100 credits")
    void firstUse() {
        assertThat(answer(Databases.fresh())).contains(Amount.of("96.64"));
    }

    private static Optional<Amount> answer(DataSource dataSource) {
        // region first use
        Credits credits = Credits.on(JdbcStorage.on(dataSource)); // one for the life of the host
        Ledger ledger = credits.ledger();
        AccountId user = AccountId.of("user:42");

        ledger.execute(Open.of(user, Memo.key("sign-up"))).orElseThrow();
        ledger.execute(Grant.of(user, Amount.of("100"), Memo.key("order-1001"))).orElseThrow();

        // Before the AI call: set aside what it may cost. A refusal is a value, and nothing has changed.
        Outcome held = ledger.execute(Reserve.of(user, Amount.of("4"), Memo.key("request-17")));
        if (!held.isBooked()) {
            return Optional.empty(); // Declined: INSUFFICIENT_CREDITS, by how much, and why
        }

        // After it: spend what it did cost. The rest returns to the lots it came from.
        IdempotencyKey hold = IdempotencyKey.of("request-17");
        ledger.execute(Settle.of(user, hold, Amount.of("3.36"), Memo.key("request-17/settle")))
                .orElseThrow();

        return ledger.balance(user).map(balance -> balance.available()); // 96.64 CREDIT
        // endregion
    }
}
