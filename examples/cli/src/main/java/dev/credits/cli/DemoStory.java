package dev.credits.cli;

import dev.credits.cli.protocol.SessionClock;
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
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import dev.credits.money.Money;
import java.time.Duration;
import java.util.List;

/** The steps of the demo, each with what became of it. */
final class DemoStory {
    static final AccountId ADA = AccountId.of("user:ada");
    static final AccountId BEN = AccountId.of("user:ben");

    private final Ledger ledger;
    private final SessionClock clock;
    private final Table steps =
            new Table().words("step").words("outcome").numbers("available").numbers("held");

    DemoStory(Ledger ledger, SessionClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Does everything; what was done, as a table. */
    List<String> tell() {
        fund();
        use();
        correct();
        return steps.lines();
    }

    private void fund() {
        step("open user:ada", Open.of(ADA, Memo.key("open-ada")));
        step("open user:ben", Open.of(BEN, Memo.key("open-ben")));
        Grant paid = Grant.of(ADA, Amount.of("100"), Memo.key("order-17").by("payments"));
        step(
                "grant ada 100, paid for with 9.99 USD",
                paid.on(LotTerms.of(Source.PAID).costing(Money.of("9.99", "USD"))));
        Grant free = Grant.of(ADA, Amount.of("20"), Memo.key("welcome").by("marketing"));
        LotTerms terms = LotTerms.of(Source.PROMOTION)
                .priority(10)
                .expiring(clock.instant().plus(Duration.ofDays(30)));
        step("grant ada 20 that expire in 30 days, used first", free.on(terms));
    }

    private void use() {
        step(
                "reserve 5 for an AI call",
                Reserve.of(ADA, Amount.of("5"), Memo.key("call-1").feature("chat")));
        Settle settle = Settle.of(
                ADA,
                IdempotencyKey.of("call-1"),
                Amount.of("3.36"),
                Memo.key("call-1-done").feature("chat"));
        step("settle it at 3.36, the rest returns", settle);
        step("send the same settle again: nothing happens twice", settle);
        step(
                "reserve 10 for a call that is never heard of again",
                Reserve.of(ADA, Amount.of("10"), Memo.key("call-2")));
        clock.set(clock.instant().plus(Duration.ofMinutes(20)));
        step("charge 30 for a film, 20 minutes later: the hold has lapsed", charge(ADA, "30", "film-1"));
    }

    private void correct() {
        Reverse refund = Reverse.of(
                ADA, IdempotencyKey.of("film-1"), Memo.key("film-1-refund").by("support"));
        step("reverse it: the credits return to their lots", refund);
        step(
                "transfer 25 to ben",
                new Transfer(ADA, BEN, Amount.of("25"), Memo.key("gift-1").by("user:ada")));
        step("charge ben 40: he has not enough", charge(BEN, "40", "film-2"));
    }

    private static Charge charge(AccountId account, String amount, String key) {
        return new Charge(account, Amount.of(amount), Memo.key(key).feature("film"));
    }

    private void step(String what, Command command) {
        Outcome outcome = ledger.execute(command);
        if (outcome instanceof Declined declined) {
            steps.row(what, "declined: " + declined.code(), null, null);
            return;
        }
        Booking booking = outcome.orElseThrow();
        String done = outcome instanceof Outcome.Applied ? "applied" : "replayed";
        steps.row(
                what, done, booking.available().toPlainString(), booking.held().toPlainString());
    }
}
