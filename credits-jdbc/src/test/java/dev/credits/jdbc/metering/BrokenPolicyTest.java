package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.USED;
import static dev.credits.jdbc.metering.Bench.call;
import static dev.credits.jdbc.metering.MeteringTest.assertBill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill.Basis;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metered.Failed;
import dev.credits.metering.Resolution;
import dev.credits.metering.Search;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.testkit.CreditsAssertions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Failure policies that fail themselves, or answer what cannot be owed. */
@Tag("P4")
class BrokenPolicyTest {
    static final Map<String, FailurePolicy> BROKEN = Map.of(
            "null", failure -> null,
            "another unit", failure -> Amount.ofMinor(5, new CreditUnit("TOKEN", 0)),
            "less than nothing", failure -> Amount.of("-5"),
            "an exception",
                    failure -> {
                        throw new IllegalArgumentException("bug");
                    },
            "an error",
                    failure -> {
                        throw new StackOverflowError();
                    });

    static final Iterable<String> HOW = BROKEN.keySet();

    private final Bench bench = Bench.at(Place.MEMORY);

    @ParameterizedTest
    @FieldSource("HOW")
    @DisplayName("P4: whatever a policy answers, what is known is owed, and the work's own exception is told")
    void knownIsOwed(String how) {
        IllegalStateException ownFault = new IllegalStateException("boom");

        Failed<?> failed = (Failed<?>) bench.metering.run(call("r-1").onFailure(BROKEN.get(how)), meter -> {
            meter.used(USED);
            throw ownFault;
        });

        assertThat(failed.cause()).isSameAs(ownFault);
        assertThat(ownFault.getSuppressed()).hasSize(1);
        assertBill(failed.bill(), Basis.USED, "3.36", "3.36", "0", "96.64");
        assertThat(bench.held()).isEqualTo("0");
        CreditsAssertions.assertThat(bench.ledger).obeysTheLaws();
    }

    @ParameterizedTest
    @FieldSource("HOW")
    @DisplayName("P4: an error of the work goes on to the caller, and not the policy's")
    void errorOfTheWork(String how) {
        AssertionError ownFault = new AssertionError("boom");

        Throwable thrown = catchThrowable(() -> bench.metering.run(call("r-1").onFailure(BROKEN.get(how)), meter -> {
            meter.used(USED);
            throw ownFault;
        }));

        assertThat(thrown).isSameAs(ownFault);
        assertThat(bench.available()).isEqualTo("96.64");
        assertThat(bench.held()).isEqualTo("0");
    }

    @ParameterizedTest
    @FieldSource("HOW")
    @DisplayName("X5: a resolver's broken policy settles a call whose process died to what is known of it: nothing")
    void orphans(String how) {
        assertThat(bench.metering.begin(call("r-1"))).isInstanceOf(Started.class);
        bench.clock.advance(Duration.ofMinutes(4));

        Resolution resolved = bench.metering.resolve(
                Search.ahead(Duration.ofSeconds(90)), orphan -> new Finding.Unknown(), BROKEN.get(how));

        assertThat(resolved.failed()).isZero();
        assertBill(resolved.bills().get(0), Basis.POLICY, "0", "0", "0", "100");
    }

    @Test
    @DisplayName("P4: a policy that throws the work's own exception changes nothing of it")
    void rethrown() {
        IllegalStateException ownFault = new IllegalStateException("boom");
        FailurePolicy rethrows = failure -> {
            throw ownFault;
        };

        Failed<?> failed = (Failed<?>) bench.metering.run(call("r-1").onFailure(rethrows), meter -> {
            meter.used(USED);
            throw ownFault;
        });

        assertThat(failed.cause()).isSameAs(ownFault);
        assertThat(bench.available()).isEqualTo("96.64");
    }
}
