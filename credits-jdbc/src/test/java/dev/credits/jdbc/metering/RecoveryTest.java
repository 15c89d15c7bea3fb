package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static dev.credits.jdbc.metering.MeteringTest.done;
import static dev.credits.jdbc.metering.MeteringTest.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credits.ledger.Charge;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Unfreeze;
import dev.credits.ledger.Window;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metered;
import dev.credits.metering.Metered.NotRun;
import dev.credits.metering.NotBegunException;
import dev.credits.metering.Run;
import dev.credits.metering.Search;
import dev.credits.metering.Settlement;
import dev.credits.metering.Stop;
import dev.credits.metering.UnsettledException;
import dev.credits.money.Amount;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was used is charged, or stands as a shortfall with its reason, whatever broke and in whatever order it is mended. */
@Tag("P4")
@Tag("X5")
@ParameterizedClass
@EnumSource
class RecoveryTest {
    private final Weather[] weather = new Weather[1];
    private final Bench bench;

    RecoveryTest(Place place) {
        this.bench = Bench.at(place, storage -> weather[0] = new Weather(storage));
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("P4: a late settlement that breaks off anywhere is taken up again, however late")
    void lateSettlementIsTakenUpAgain() {
        for (int units = 0; units < 5; units++) {
            Bill bill = settledLate("r-" + units, units);
            assertThat(bill.taken()).as("away after " + units + " units").isEqualTo(Amount.of("3.36"));
        }
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("16.8"));
    }

    @Test
    @DisplayName("P4: a late settlement that breaks off anywhere is found by a resolver, if its process dies")
    void lateSettlementIsFoundByAResolver() {
        for (int units = 0; units < 5; units++) {
            Run run = lapsed("r-" + units);
            brokenOff(run, units);
            bench.clock.advance(Duration.ofMinutes(2));
            resolve(new Finding.Used(USED), FailurePolicy.RELEASE);
            assertThat(taken("r-" + units)).as("away after " + units + " units").isEqualTo(Amount.of("3.36"));
        }
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("16.8"));
    }

    @Test
    @DisplayName("L4: a lost answer to setting credits aside is no attempt of somebody else's: the work runs, once")
    void lostAnswerToTheReserve() {
        weather[0].losesAnswers(1);

        assertBill(done(use(call("r-1"))).bill(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why())
                .isInstanceOf(Stop.Earlier.class);
    }

    @Test
    @DisplayName("L4: whoever was never told begins again as the same attempt; everybody else waits for it")
    void neverTold() {
        weather[0].losesAnswers(3);
        NotBegunException fault = catchThrowableOfType(
                NotBegunException.class, () -> bench.metering.run(call("r-1"), meter -> unreachable()));
        assertThat(fault.retryable()).isTrue();

        assertThat(((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why())
                .isInstanceOf(Stop.Underway.class);
        assertBill(done(use(fault.call())).bill(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(((NotRun<?>) bench.metering.run(fault.call(), meter -> unreachable())).why())
                .isInstanceOf(Stop.Earlier.class);
    }

    @Test
    @DisplayName(
            "P4: a hold that lapsed without a word is not an answer for nothing: it is told as lapsed until somebody says")
    void lapsedIsNotAnswered() {
        begin("r-1");
        bench.clock.advance(Duration.ofMinutes(6));

        assertThat(((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why())
                .isInstanceOf(Stop.Lapsed.class);
        resolve(new Finding.Unknown(), FailurePolicy.RELEASE);
        Stop stop = ((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why();
        assertBill(((Stop.Earlier) stop).bill(), Basis.POLICY, "0", "0", "0", "100");
    }

    @Test
    @DisplayName("P4: what a process says it used counts, though a policy had given its call up without knowing")
    void saidAfterAPolicy() {
        Run open = begin("r-1");
        bench.clock.advance(Duration.ofMinutes(4));
        resolve(new Finding.Unknown(), FailurePolicy.RELEASE);
        open.used(USED);
        assertBill(open.complete(), Basis.USED, "3.36", "3.36", "0", "96.64");

        Run lapsed = lapsed("r-2");
        resolve(new Finding.Unknown(), FailurePolicy.floor(Amount.of("1")));
        lapsed.used(USED);
        assertBill(lapsed.complete(), Basis.USED, "3.36", "3.36", "0", "93.28");
        assertThat(bench.metering.bill(USER, call("r-2").key()).orElseThrow().taken())
                .isEqualTo(Amount.of("3.36"));
    }

    @Test
    @DisplayName("P4: what a policy took stands, though the process says it used less; the host may reverse the rest")
    void lessThanAPolicyTook() {
        Run run = lapsed("r-1");
        resolve(new Finding.Unknown(), FailurePolicy.ALL);
        run.used(USED);
        assertBill(run.complete(), Basis.POLICY, "10.56", "10.56", "0", "89.44");

        IdempotencyKey end = bench.ledger.statement(EntryFilter.of(USER)).entries().stream()
                .filter(entry -> entry.kind() == EntryKind.SETTLE)
                .map(entry -> entry.memo().key())
                .findFirst()
                .orElseThrow();
        Reverse back =
                Reverse.of(USER, end, Memo.key("back").because("it used less")).only(Amount.of("7.2"));
        bench.ledger.execute(back).orElseThrow();
        assertThat(bench.available()).isEqualTo("96.64");
    }

    @Test
    @DisplayName("L4: two attempts that both capture come to what was used, and not to both")
    void twoAttemptsCapture() {
        Run first = begin("r-1");
        first.add(Usage.tokens(2_000, 0));
        assertThat(first.capture()).isTrue();
        Run second = ((Started) bench.metering.begin(call("r-1").resume())).run();
        second.add(Usage.tokens(2_000, 500));
        assertThat(second.capture()).isTrue();
        first.add(Usage.tokens(0, 100));
        assertThat(first.capture()).isTrue();
        first.add(Usage.tokens(0, 900));

        assertBill(first.complete(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(second.complete().taken()).isEqualTo(Amount.of("3.36"));
    }

    @Test
    @DisplayName("P4: of a late cost as much is taken as is there; the rest is the shortfall")
    void lateAndAlmostEmpty() {
        Run run = lapsed("r-1");
        bench.ledger.execute(new Charge(USER, Amount.of("98"), Memo.key("all"))).orElseThrow();

        assertBill(run.complete(), Basis.USED, "3.36", "2", "1.36", "0");
    }

    @Test
    @DisplayName("P4: a late cost is on record also where the account owes already, or a limit has been used up")
    void lateAndOverdrawn() {
        Run owing = lapsed("r-1");
        bench.ledger
                .execute(new SetLimit(
                        USER,
                        Window.DAY,
                        Amount.of("1"),
                        dev.credits.ledger.LimitTerms.USUAL,
                        false,
                        Memo.key("limit").because("as agreed")))
                .orElseThrow();
        bench.ledger.execute(new Charge(USER, Amount.of("1"), Memo.key("one"))).orElseThrow();

        assertBill(owing.complete(), Basis.USED, "3.36", "0", "3.36", "99");
    }

    @Test
    @DisplayName("P4: an account that is frozen pays a late cost once it may")
    void lateAndFrozen() {
        Run run = lapsed("r-1");
        Memo why = Memo.key("freeze").because("asked");
        bench.ledger.execute(new Freeze(USER, why)).orElseThrow();
        UnsettledException fault = catchThrowableOfType(UnsettledException.class, run::complete);
        assertThat(fault).hasMessageContaining("ACCOUNT_FROZEN");
        bench.ledger
                .execute(new Unfreeze(USER, Memo.key("unfreeze").because("asked")))
                .orElseThrow();

        assertBill(bench.metering.settle(fault.settlement()), Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName("P4: closing a run that could not be settled changes nothing of what it owes")
    void closedAfterAFault() {
        Run run = begin("r-1", FailurePolicy.RELEASE);
        run.used(USED);
        weather[0].awayAfter(0);
        UnsettledException fault = catchThrowableOfType(UnsettledException.class, run::complete);
        weather[0].fine();
        run.close();

        assertThat(taken("r-1")).isEqualTo(Amount.of("3.36"));
        assertThat(bench.metering.settle(fault.settlement()).taken()).isEqualTo(Amount.of("3.36"));
    }

    private Bill settledLate(String request, int units) {
        Run run = lapsed(request);
        Settlement settlement = brokenOff(run, units);
        bench.clock.advance(Duration.ofMinutes(2));
        return settlement == null ? run.complete() : bench.metering.settle(settlement);
    }

    /** What was to be booked when the database went away after so many units; null if it had been by then. */
    private Settlement brokenOff(Run run, int units) {
        weather[0].awayAfter(units);
        UnsettledException fault = catchThrowableOfType(UnsettledException.class, run::complete);
        weather[0].fine();
        return fault == null ? null : fault.settlement();
    }

    private Amount taken(String request) {
        return bench.metering.bill(USER, call(request).key()).orElseThrow().taken();
    }

    private void resolve(Finding finding, FailurePolicy otherwise) {
        bench.metering.resolve(Search.ahead(Duration.ofSeconds(90)), orphan -> finding, otherwise);
    }

    private Run lapsed(String request) {
        Run run = begin(request);
        bench.clock.advance(Duration.ofMinutes(6));
        run.used(USED);
        return run;
    }

    private Run begin(String request) {
        return begin(request, FailurePolicy.KNOWN);
    }

    private Run begin(String request, FailurePolicy policy) {
        return ((Started) bench.metering.begin(call(request).onFailure(policy))).run();
    }

    private Metered<String> use(Call call) {
        return bench.metering.run(call, meter -> {
            meter.used(USED);
            return "hello";
        });
    }
}
