package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.USER;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static dev.credits.jdbc.metering.MeteringTest.done;
import static dev.credits.jdbc.metering.MeteringTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Charge;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Memo;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.Meter;
import dev.credits.metering.Metered;
import dev.credits.metering.Metered.Failed;
import dev.credits.money.Amount;
import dev.credits.pricing.Usage;
import dev.credits.testkit.CreditsAssertions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that ends on another thread. */
@Tag("P4")
@ParameterizedClass
@EnumSource
class StagedTest {
    private final CompletableFuture<String> work = new CompletableFuture<>();
    private final Bench bench;

    StagedTest(Place place) {
        this.bench = Bench.at(place);
    }

    @AfterEach
    void laws() {
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
        assertThat(bench.held()).isEqualTo("0");
    }

    @Test
    @DisplayName("P4: a stage is settled when it is done, and not before")
    void success() {
        CompletableFuture<Metered<String>> result = start("r-1", USED);
        assertThat(result).isNotDone();
        assertThat(bench.held()).isEqualTo("10.56");

        work.complete("hello");

        assertThat(done(result.join()).value()).isEqualTo("hello");
        assertBill(done(result.join()).bill(), Basis.USED, "3.36", "3.36", "0", "96.64");
    }

    @Test
    @DisplayName("P4: a stage that fails ends its hold by the policy; one that is not even made, too")
    void failure() {
        CompletableFuture<Metered<String>> result = start("r-1", Usage.tokens(2_000, 0));
        IOException cause = new IOException("reset");
        work.completeExceptionally(cause);

        assertThat(((Failed<String>) result.join()).cause()).isSameAs(cause);
        assertBill(((Failed<String>) result.join()).bill(), Basis.USED, "0.96", "0.96", "0", "99.04");

        CompletableFuture<Metered<String>> none = bench.metering.start(call("r-2"), meter -> {
            throw new IOException("no route");
        });
        assertBill(((Failed<String>) none.join()).bill(), Basis.POLICY, "0", "0", "0", "99.04");
    }

    @Test
    @DisplayName("class 2: a cancelled stage ends its hold and its work")
    void cancelled() {
        CompletableFuture<Metered<String>> result = start("r-1", Usage.tokens(2_000, 0));

        result.cancel(true);

        assertThat(work).isCancelled();
        assertThat(bench.held()).isEqualTo("0");
        assertBill(
                bench.metering.bill(USER, call("r-1").key()).orElseThrow(), Basis.USED, "0.96", "0.96", "0", "99.04");
    }

    @Test
    @DisplayName("class 2: a time-out on the work, or on the result, ends the hold")
    void timedOut() throws Exception {
        CompletableFuture<Metered<String>> inside = bench.metering.start(
                call("r-1"), meter -> new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS));
        Failed<String> failed = (Failed<String>) inside.get(30, TimeUnit.SECONDS);
        assertThat(failed.cause()).isInstanceOf(TimeoutException.class);

        CompletableFuture<Metered<String>> outside = start("r-2", USED).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThat(waited(outside)).isInstanceOf(TimeoutException.class);
        // whoever timed it out also ended the hold, on the same thread, before or after telling us
        assertThat(work.handle((value, end) -> true).get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.ledger.hold(USER, call("r-2").hold()).map(Hold::state)).contains(Hold.State.SETTLED);
    }

    @Test
    @DisplayName("P4: a stage that is refused is not begun")
    void refusal() {
        bench.ledger
                .execute(new Charge(USER, Amount.of("95"), Memo.key("spent")))
                .orElseThrow();

        CompletableFuture<Metered<String>> result = bench.metering.start(call("r-1"), meter -> {
            throw new AssertionError("must not begin");
        });

        assertThat(refused(result.join()).code()).isEqualTo("INSUFFICIENT_CREDITS");
    }

    private CompletableFuture<Metered<String>> start(String request, Usage used) {
        return bench.metering.start(call(request), (Meter meter) -> {
            meter.used(used);
            return work;
        });
    }

    private static Throwable waited(CompletableFuture<?> result) throws Exception {
        try {
            result.get(30, TimeUnit.SECONDS);
            throw new AssertionError("it should have timed out");
        } catch (ExecutionException end) {
            return end.getCause();
        }
    }
}
