package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.MOST;
import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static dev.credits.jdbc.metering.MeteringTest.done;
import static dev.credits.jdbc.metering.MeteringTest.refused;
import static dev.credits.jdbc.metering.MeteringTest.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Hold;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Call;
import dev.credits.metering.Metered;
import dev.credits.metering.Metered.NotRun;
import dev.credits.metering.Metered.Unsettled;
import dev.credits.metering.Run;
import dev.credits.metering.Stop;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.Usage;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.CreditsAssertions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that comes more than once, at once or after something broke. */
@Tag("P4")
@Tag("L4")
@ParameterizedClass
@EnumSource
class RetryTest {
    private final AtomicInteger broken = new AtomicInteger();
    private final Bench bench;

    RetryTest(Place place) {
        this.bench = Bench.at(place, storage -> new Breaking(storage, broken));
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName(
            "P4 L4: a retry of the whole request does not run, hold or charge again, and finds the bill, whatever the price is now")
    void again() {
        Bill first = done(use(call("r-1"))).bill();
        bench.clock.advance(Duration.ofDays(1));
        bench.publish(Bench.chat("6", "30"));

        Bill second = earlier(bench.metering.run(call("r-1"), meter -> unreachable()));

        assertThat(second.replayed()).isTrue();
        assertBill(second, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(second.lots()).isEqualTo(first.lots());
        assertThat(second.receipt()).isEqualTo(first.receipt());
        assertThat(second.ending()).isEqualTo(first.ending());
        assertThat(bench.metering.bill(USER, call("r-1").key()).map(Bill::receipt))
                .contains(first.receipt());
        assertThat(bench.available()).isEqualTo("96.64");
    }

    @Test
    @DisplayName("P4: a retry finds its bill although the model has been withdrawn since")
    void withdrawnSince() {
        use(call("r-1"));
        bench.clock.advance(Duration.ofMinutes(1));
        bench.book
                .publish(PriceChange.withdraw(PriceKind.CARD, "acme/chat"), Actor.of("admin"), "gone")
                .orElseThrow();

        assertBill(
                earlier(bench.metering.run(call("r-1"), meter -> unreachable())),
                Basis.USED,
                "3.36",
                "3.36",
                "0",
                "96.64");
        assertThat(refused(bench.metering.run(call("r-2"), meter -> unreachable()))
                        .code())
                .isEqualTo("UNKNOWN_MODEL");
    }

    @Test
    @DisplayName("P4: a failed request keeps its outcome too; trying again is another request")
    void afterFailure() {
        bench.metering.run(call("r-1"), meter -> {
            meter.used(Usage.tokens(2_000, 0));
            throw new IOException("reset");
        });

        assertBill(
                earlier(bench.metering.run(call("r-1"), meter -> unreachable())),
                Basis.USED,
                "0.96",
                "0.96",
                "0",
                "99.04");
    }

    @Test
    @DisplayName(
            "class 17: the same request id for another model, usage or tier is refused with what differs, not answered with the old bill")
    void somethingElse() {
        use(call("r-1"));

        Ask first = Ask.model("chat", MOST);
        Map<String, Ask> others = Map.of(
                "usage", first.usage(Usage.tokens(2_000, 3_999)),
                "tier", first.customerTier("gold"),
                "feature", first.feature("summary"),
                "provider", first.provider("acme"),
                "usage, tier", first.usage(USED).customerTier("gold"));
        others.forEach((differing, other) -> {
            Stop.Refused refused = refused(bench.metering.run(Call.of(USER, other, "r-1"), meter -> unreachable()));
            assertThat(refused.code()).isEqualTo("KEY_REUSED");
            assertThat(refused.message()).isEqualTo("request r-1 of account user:1 was for another " + differing);
        });
    }

    @Test
    @DisplayName(
            "P4: while an attempt is under way another is told so; one that knows it is dead takes its hold over at its prices")
    void resumed() {
        Run dead = begin(call("r-1"));
        dead.add(Usage.tokens(2_000, 500));
        // 0.006 + 0.0075 = 0.0135 USD: 2.16 credits are captured before the process dies
        assertThat(dead.capture()).isTrue();
        bench.clock.advance(Duration.ofMinutes(1));
        bench.publish(Bench.chat("6", "30"));

        Stop stop = ((NotRun<?>) bench.metering.run(call("r-1"), meter -> unreachable())).why();
        assertThat(((Stop.Underway) stop).hold().captured())
                .isEqualTo(Amount.of("2.16").minor());

        // the new attempt begins again, and what it uses in all is 3.36
        Bill bill = done(use(call("r-1").resume())).bill();
        assertBill(bill, Basis.USED, "3.36", "3.36", "0", "96.64");
        assertBill(
                earlier(bench.metering.run(call("r-1"), meter -> unreachable())),
                Basis.USED,
                "3.36",
                "3.36",
                "0",
                "96.64");

        // the first was alive after all: it is told what the request came to, and takes nothing
        Bill late = dead.complete();
        assertThat(late.replayed()).isTrue();
        assertBill(late, Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName(
            "class 1: of 16 requests with one id, one runs; of 16 with their own, no more than there is credit for")
    void atOnce() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        // 9 holds of 10.56 fit into 100
        List<Metered<String>> same = together(16, i -> call("r-1"), ran);
        assertThat(ran).hasValue(1);
        assertThat(same).filteredOn(metered -> metered instanceof Metered.Done).hasSize(1);
        assertThat(bench.available()).isEqualTo("96.64");

        ran.set(0);
        List<Metered<String>> own = together(16, i -> call("own-" + i), ran);
        long done =
                own.stream().filter(metered -> metered instanceof Metered.Done).count();
        assertThat(ran).hasValue((int) done);
        assertThat(bench.balance().spent())
                .isEqualTo(
                        Amount.ofMinor(3_360_000 * (1 + done), bench.balance().unit()));
        assertThat(own)
                .filteredOn(metered -> metered instanceof NotRun)
                .allSatisfy(metered -> assertThat(refused(metered).code()).isEqualTo("INSUFFICIENT_CREDITS"));
    }

    @Test
    @DisplayName(
            "class 19: a fault that passes is not seen; one that stays leaves the result, and the command that settles it later")
    void faults() {
        Metered<String> passing = bench.metering.run(call("r-1"), meter -> {
            broken.set(2);
            meter.used(USED);
            return "hello";
        });
        assertBill(done(passing).bill(), Basis.USED, "3.36", "3.36", "0", "96.64");

        Metered<String> staying = bench.metering.run(call("r-2"), meter -> {
            broken.set(100);
            meter.used(USED);
            return "hello";
        });
        Unsettled<String> unsettled = (Unsettled<String>) staying;
        assertThat(unsettled.value()).isEqualTo("hello");
        assertThat(unsettled.fault().retryable()).isTrue();
        assertThat(bench.held()).isEqualTo("10.56");

        broken.set(0);
        Bill settled = bench.metering.settle(unsettled.fault().settlement());
        assertBill(settled, Basis.USED, "3.36", "3.36", "0", "93.28");
        assertThat(bench.metering.settle(unsettled.fault().settlement()).taken())
                .isEqualTo(settled.taken());
        assertBill(
                earlier(bench.metering.run(call("r-2"), meter -> unreachable())),
                Basis.USED,
                "3.36",
                "3.36",
                "0",
                "93.28");
    }

    @Test
    @DisplayName("class 19: work that failed while the ledger could not be told keeps its cause")
    void failedAndUnsettled() {
        IOException cause = new IOException("reset");
        Metered<Void> metered = bench.metering.run(call("r-1"), meter -> {
            broken.set(100);
            throw cause;
        });

        Unsettled<Void> unsettled = (Unsettled<Void>) metered;
        assertThat(unsettled.cause()).isSameAs(cause);
        broken.set(0);
        assertThat(bench.metering.settle(unsettled.fault().settlement()).ending())
                .isEqualTo(Hold.State.RELEASED);
        assertThat(bench.available()).isEqualTo("100");
    }

    private List<Metered<String>> together(int count, Function<Integer, Call> calls, AtomicInteger ran)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Metered<String>>> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Call call = calls.apply(i);
                requests.add(() -> bench.metering.run(call, meter -> {
                    ran.incrementAndGet();
                    meter.used(USED);
                    return "hello";
                }));
            }
            List<Metered<String>> all = new ArrayList<>();
            for (Future<Metered<String>> each : threads.invokeAll(requests)) {
                all.add(each.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private Run begin(Call call) {
        return ((Started) bench.metering.begin(call)).run();
    }

    private Metered<String> use(Call call) {
        return bench.metering.run(call, meter -> {
            meter.used(USED);
            return "hello";
        });
    }

    private static Bill earlier(Metered<?> metered) {
        assertThat(metered).isInstanceOf(NotRun.class);
        return ((Stop.Earlier) ((NotRun<?>) metered).why()).bill();
    }

    /** A storage whose next few units of work fail. */
    private record Breaking(Storage storage, AtomicInteger left) implements Storage {
        @Override
        public void transact(UnitOfWork work) {
            if (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                throw new CreditsException("the connection is gone", true, null);
            }
            storage.transact(work);
        }

        @Override
        public <T> T read(Function<Reader, T> question) {
            return storage.read(question);
        }
    }
}
