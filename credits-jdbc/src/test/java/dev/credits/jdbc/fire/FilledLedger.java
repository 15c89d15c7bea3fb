package dev.credits.jdbc.fire;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Grant;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.Conversion;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import dev.credits.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A small ledger in which every column of every table says something. */
final class FilledLedger {
    /** An account that has to do with no other, with a hold of its own that has lapsed and a lot that has expired. */
    static final AccountId BYSTANDER = AccountId.of("bystander");

    private static final AccountId USER = AccountId.of("user:1");
    private static final AccountId ORG = AccountId.of("org");
    private static final AccountId TEAM = AccountId.of("org/team");
    private static final AccountId ANN = AccountId.of("org/team/ann");
    private static final AccountId CALLS = AccountId.of("org/#calls");
    private static final AccountId POOR = AccountId.of("poor");
    private static final AccountId GONE = AccountId.of("gone");

    private FilledLedger() {}

    /** Two days of history; at the end something is due on the user, on the pool and on the bystander, and not booked. */
    static void fill(Ledger ledger, ManualClock clock) {
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        Actor admin = Actor.of("admin");
        RateChange rate = new RateChange("CREDIT", "CALLS", BigDecimal.TEN, tomorrow);
        ledger.publish(rate, IdempotencyKey.of("rate"), admin, "to begin with").orElseThrow();
        ledger.publish(new Conversion("CREDIT", "CALLS", BigDecimal.ONE, tomorrow.plusSeconds(9)), admin, "dearer");
        all(ledger, first(clock.instant()));
        clock.advance(Duration.ofHours(25));
        all(ledger, second());
        clock.advance(Duration.ofHours(1));
    }

    private static void all(Ledger ledger, List<Command> commands) {
        commands.forEach(command -> ledger.execute(command).orElseThrow());
    }

    private static List<Command> first(Instant now) {
        LotTerms paid = LotTerms.of(Source.PAID)
                .starting(now)
                .expiring(now.plus(Duration.ofDays(60)))
                .costing(Money.of("9.99", "USD"));
        LotTerms later = LotTerms.of(Source.PROMOTION).starting(now.plus(Duration.ofDays(9)));
        LotTerms soon = LotTerms.of(Source.FREE).priority(1).expiring(now.plus(Duration.ofHours(26)));
        Memo chat = memo("chat").feature("chat").metadata(Map.of("call", "17")).happened(now.minusSeconds(60));
        return List.of(
                Open.of(BYSTANDER, memo("open")),
                Grant.of(BYSTANDER, credits("50"), memo("grant")).on(paid),
                Grant.of(BYSTANDER, credits("5"), memo("soon")).on(soon),
                Open.of(USER, memo("open")),
                Grant.of(USER, credits("100"), memo("grant")).on(paid),
                Grant.of(USER, credits("7"), memo("later")).on(later),
                Grant.of(USER, credits("3"), memo("soon")).on(soon),
                new Charge(USER, credits("4"), chat),
                Reverse.of(USER, IdempotencyKey.of("chat"), memo("back")).only(credits("1")),
                Open.of(ORG, memo("open")),
                Grant.of(ORG, credits("1000"), memo("grant")),
                Open.of(TEAM, memo("open")).sharing(ORG),
                Open.of(ANN, memo("open")).sharing(TEAM),
                Open.of(CALLS, new CreditUnit("CALLS", 0), memo("open"))
                        .under(ORG)
                        .metered(),
                Open.of(POOR, memo("open")),
                new SetFloor(POOR, credits("-10"), reasoned("floor")),
                new Charge(POOR, credits("4"), memo("charge").feature("image")),
                Open.of(GONE, memo("open")),
                new Close(GONE, reasoned("close")),
                SetLimit.of(USER, Window.CALL, credits("90"), reasoned("call")),
                SetLimit.of(USER, Window.MONTH, credits("90"), reasoned("month"))
                        .on(LimitTerms.USUAL.in(ZoneId.of("Asia/Kathmandu")).anchoredAt(7)),
                SetLimit.of(USER, Window.NONE, credits("900"), reasoned("none"))
                        .on(LimitTerms.USUAL.inShadow().ofPlan("pro")),
                SetLimit.of(USER, Window.WEEK, credits("50"), reasoned("week")),
                SetLimit.lifted(USER, Window.WEEK, reasoned("week-2")),
                SetLimit.of(ANN, Window.DAY, credits("20"), reasoned("day"))
                        .on(LimitTerms.USUAL.liftedUntil(now.plus(Duration.ofHours(3)))),
                new Charge(ANN, credits("3"), memo("early")));
    }

    private static List<Command> second() {
        return List.of(
                new GrantExtra(USER, Window.MONTH, credits("5"), reasoned("extra")),
                new ResetUsage(USER, Window.MONTH, reasoned("reset")),
                SetPlan.of(USER, "pro", true, reasoned("plan")),
                new SetStop(USER, true, reasoned("stop")),
                Reserve.of(USER, credits("6"), memo("open-hold").feature("chat"))
                        .lasting(Duration.ofDays(9)),
                Reserve.of(USER, credits("2"), memo("due-hold").feature("chat")).lasting(Duration.ofMinutes(30)),
                Reserve.of(USER, credits("5"), memo("settled").feature("image")),
                new Capture(USER, IdempotencyKey.of("settled"), credits("1"), memo("part")),
                new Extend(USER, IdempotencyKey.of("settled"), Duration.ofHours(5), credits("1"), memo("more")),
                Settle.of(USER, IdempotencyKey.of("settled"), credits("2"), memo("settle")),
                Reserve.of(USER, credits("1"), memo("released")),
                new Release(USER, IdempotencyKey.of("released"), memo("release")),
                new Transfer(USER, POOR, credits("1"), memo("gift")),
                Reserve.of(BYSTANDER, credits("2"), memo("due-hold")).lasting(Duration.ofMinutes(30)),
                Reserve.of(ANN, credits("8"), memo("ann-open")).lasting(Duration.ofDays(9)),
                Reserve.of(ANN, credits("8"), memo("ann-due")).lasting(Duration.ofMinutes(30)),
                new Charge(ANN, credits("2"), memo("ann-charge").feature("chat")),
                new Charge(CALLS, Amount.of("3", new CreditUnit("CALLS", 0)), memo("calls")),
                new Freeze(POOR, reasoned("freeze")));
    }

    private static Amount credits(String decimal) {
        return Amount.of(decimal);
    }

    private static Memo memo(String key) {
        return Memo.key(key);
    }

    private static Memo reasoned(String key) {
        return memo(key).by("admin").because("as agreed");
    }
}
