package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Charge;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Overrun;
import dev.credits.metering.Alarm;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Metering;
import dev.credits.metering.Run;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that is paid for piece by piece, that takes long, or that outlives its hold. */
@Tag("P4")
@ParameterizedClass
@EnumSource
class StreamingTest {
    private final Bench bench;

    StreamingTest(Place place) {
        this.bench = Bench.at(place);
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @Tag("L14")
    @DisplayName("L14: a stream captured chunk by chunk comes to exactly what the whole costs at once")
    void chunks() {
        Run run = begin(call("r-1"));
        run.add(Usage.of(Dimension.INPUT, 2_000));
        for (int i = 0; i < 1_000; i++) {
            run.add(Usage.of(Dimension.OUTPUT, 1));
            if (i % 100 == 99) {
                assertThat(run.capture()).isTrue();
            }
        }

        // 0.96 for the prompt; each 100 tokens 0.0015 USD, 0.24 credits
        assertThat(bench.balance().spent()).isEqualTo(Amount.of("3.36"));
        Bill bill = run.complete();
        assertBill(bill, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(bill.lots()).containsExactly(new Bill.LotUse(1, Amount.of("3.36")));
        assertThat(count(EntryKind.CAPTURE)).isEqualTo(10);
        assertThat(run.complete()).isSameAs(bill);
        assertThat(bench.metering.bill(USER, call("r-1").key()).orElseThrow().lots())
                .isEqualTo(bill.lots());
    }

    @Test
    @DisplayName("class 3: a stream that breaks off pays for what was delivered, not for the whole, and not nothing")
    void brokenOff() {
        try (Run run = begin(call("r-1"))) {
            run.add(Usage.tokens(2_000, 250));
            run.capture();
            run.add(Usage.of(Dimension.OUTPUT, 250));
        }
        // 2,000 and 500 tokens: 0.0135 USD, 2.16 credits
        assertBill(bill("r-1"), Basis.USED, "2.16", "2.16", "0", "97.84");
    }

    @Test
    @DisplayName(
            "class 3: what was captured stays spent, also where failures owe nothing; the rest is waived on record")
    void capturedStays() {
        Run run = begin(call("r-1").onFailure(FailurePolicy.RELEASE));
        run.add(Usage.tokens(2_000, 0));
        run.capture();
        run.add(Usage.of(Dimension.OUTPUT, 500));

        Bill bill = run.fail(new IllegalStateException("broken"));

        // 0.96 captured; 500 tokens of output would be 1.2
        assertBill(bill, Basis.POLICY, "0.96", "0.96", "0", "99.04");
        assertThat(bill.waived()).isEqualTo(Amount.of("1.2"));
    }

    @Test
    @Tag("K5")
    @DisplayName(
            "K5: a stream learns when its hold is used up: with CAP it must stop, with DRAW the hold grows while there is credit")
    void usedUp() {
        // held for 1,000 and 500: 1.68 credits
        Call small = Call.of(USER, Ask.model("chat", Usage.tokens(1_000, 500)), "cap");
        Run capped = begin(small);
        capped.add(Usage.tokens(1_000, 500));
        assertThat(capped.capture()).isTrue();
        capped.add(Usage.of(Dimension.OUTPUT, 100));
        assertThat(capped.capture()).isFalse();
        assertBill(capped.complete(), Basis.USED, "1.92", "1.68", "0.24", "98.32");

        bench.ledger
                .execute(new Charge(USER, Amount.of("96.32"), Memo.key("spent")))
                .orElseThrow();
        // 2 are left: 1.68 held, 0.24 more for 100 tokens, and 0.08 for the next 100, where 0.24 is needed
        Run drawing = begin(small.memo(Memo.key("draw")).over(Overrun.DRAW));
        drawing.add(Usage.tokens(1_000, 600));
        assertThat(drawing.capture()).isTrue();
        drawing.add(Usage.of(Dimension.OUTPUT, 100));
        assertThat(drawing.capture()).isFalse();
        assertBill(drawing.complete(), Basis.USED, "2.16", "2", "0.16", "0");
    }

    @Test
    @DisplayName("P2: a stream that uses what has no price is told to stop")
    void unpriced() {
        Run run = begin(call("r-1"));
        run.add(Usage.of(Dimension.PAGES, 1));

        assertThat(run.capture()).isFalse();
        assertBill(run.fail(null), Basis.HELD, "10.56", "10.56", "0", "89.44");
    }

    @Test
    @DisplayName(
            "P4: signs of life extend the hold before its deadline, once its time is half over, and up to the longest time only")
    void signsOfLife() {
        Run run = begin(call("r-1").lasting(Duration.ofMinutes(10), Duration.ofMinutes(30)));
        Instant start = bench.clock.instant();

        bench.clock.advance(Duration.ofMinutes(4));
        run.alive();
        assertThat(deadline()).isEqualTo(start.plus(Duration.ofMinutes(10)));
        bench.clock.advance(Duration.ofMinutes(1));
        run.add(Usage.of(Dimension.OUTPUT, 1));
        assertThat(deadline()).isEqualTo(start.plus(Duration.ofMinutes(15)));
        for (int minute = 6; minute < 30; minute++) {
            bench.clock.advance(Duration.ofMinutes(1));
            run.alive();
        }
        assertThat(deadline()).isEqualTo(start.plus(Duration.ofMinutes(30)));

        run.used(USED);
        assertBill(run.complete(), Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName(
            "P4: with an alarm of the host's the hold is extended while its work says nothing, and no more once it has ended")
    void alarm() {
        Queue<Runnable> ringing = new ArrayDeque<>();
        Metering watched = bench.metering.withAlarm((delay, task) -> {
            assertThat(delay).isEqualTo(Call.USUAL_TTL.dividedBy(2));
            ringing.add(task);
            return () -> ringing.remove(task);
        });
        Run run = ((Started) watched.begin(call("r-1"))).run();

        for (int i = 0; i < 10; i++) {
            bench.clock.advance(Call.USUAL_TTL.dividedBy(2));
            ringing.remove().run();
        }
        run.used(USED);

        assertBill(run.complete(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(ringing).isEmpty();
        assertThat(Alarm.NONE.ring(Duration.ZERO, () -> {})).isNotNull();
    }

    @Test
    @DisplayName(
            "class 2: an alarm that cannot be set leaves no hold behind: the work runs, and signs of life extend it")
    void alarmRejected() {
        Metering rejected = bench.metering.withAlarm((delay, task) -> {
            throw new RejectedExecutionException("shutting down");
        });

        Run run = ((Started) rejected.begin(call("r-1"))).run();
        run.used(USED);

        assertBill(run.complete(), Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName(
            "L5, class 3: work that outlived its hold is charged through a second one, as far as the first reached")
    void outlived() {
        Run run = begin(call("r-1"));
        bench.clock.advance(Duration.ofHours(1));
        assertThat(bench.available()).isEqualTo("100");
        run.used(USED);

        Bill bill = run.complete();

        assertBill(bill, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(bill.ending()).isEqualTo(Hold.State.LAPSED);
        assertBill(bill("r-1"), Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName(
            "class 3: what outlived its hold and can no longer be taken is on record as a shortfall, and never swallowed")
    void outlivedAndSpent() {
        Run run = begin(call("r-1").over(Overrun.DRAW));
        bench.clock.advance(Duration.ofHours(1));
        bench.ledger
                .execute(new Charge(USER, Amount.of("98"), Memo.key("spent")))
                .orElseThrow();
        run.used(USED);

        Bill bill = run.complete();

        assertBill(bill, Basis.USED, "3.36", "2", "1.36", "0");
        long shortfall = bench.ledger
                .statement(EntryFilter.of(USER).kinds(EntryKind.SETTLE))
                .entries()
                .get(0)
                .shortfall();
        assertThat(shortfall).isEqualTo(Amount.of("1.36").minor());
    }

    private Run begin(Call call) {
        return ((Started) bench.metering.begin(call)).run();
    }

    private Bill bill(String request) {
        return bench.metering.bill(USER, call(request).key()).orElseThrow();
    }

    private Instant deadline() {
        return bench.ledger.openHolds(USER).get(0).deadline();
    }

    private int count(EntryKind kind) {
        return bench.ledger
                .statement(EntryFilter.of(USER).kinds(kind))
                .entries()
                .size();
    }
}
