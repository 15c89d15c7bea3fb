package dev.credits.snippets;

import static dev.credits.testkit.CreditsAssertions.assertThat;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.testkit.CreditsTest;
import dev.credits.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

// region CreditsTest
@CreditsTest
class CheckoutTest {
    @Test
    void givesWhatWasPaidFor(Ledger ledger, ManualClock clock) {
        new Checkout(ledger).complete("user:1");
        clock.advance(Duration.ofDays(30));
        assertThat(ledger).account("user:1").hasAvailable("100");
    }
}
// endregion

/** What a host would have: here, the least of it. */
final class Checkout {
    private final Ledger ledger;

    Checkout(Ledger ledger) {
        this.ledger = ledger;
    }

    void complete(String user) {
        AccountId account = AccountId.of(user);
        ledger.execute(Open.of(account, Memo.key("sign-up"))).orElseThrow();
        ledger.execute(Grant.of(account, Amount.of("100"), Memo.key("order-1"))).orElseThrow();
    }
}
