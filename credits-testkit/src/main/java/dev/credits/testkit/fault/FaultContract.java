package dev.credits.testkit.fault;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.credits.Credits;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.spi.Storage;
import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.Fault.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a storage on a database keeps while the database fails: for hosts' own databases too.
 *
 * <pre>{@code
 * class CreditsUnderFireTest implements FaultContract {
 *     @Override
 *     public DataSource database() {
 *         return freshDatabase(); // new and empty, eight connections at a time
 *     }
 *
 *     @Override
 *     public Storage storage(DataSource source) {
 *         return JdbcStorage.on(source);
 *     }
 * }
 * }</pre>
 */
@Tag("X8")
public interface FaultContract {
    /** Connections to a new and empty database; it must serve at least eight at a time. */
    DataSource database();

    /** The storage on this source, ready for use. */
    Storage storage(DataSource source);

    /** How many histories of the simulator to run. */
    default int histories() {
        return 3;
    }

    @Test
    @Tag("L4")
    @Tag("K4")
    @DisplayName(
            "L4: one fault, of every kind, before and after every connect, statement and commit: done once, and told so")
    default void oneFaultAnywhere() {
        FaultScript script = new FaultScript(this);
        int runs = script.everyFaultEverywhere();
        Assertions.assertThat(runs).isGreaterThan(50);
    }

    @Test
    @Tag("L3")
    @Tag("L4")
    @DisplayName("L3, L4: many callers while everything fails now and then")
    default void manyCallersInAStorm() throws Exception {
        FaultyDataSource source = FaultyDataSource.around(database());
        Ledger ledger = Credits.on(storage(source)).ledger();
        Witness witness = new Witness();
        Workload.of(1, "", 6).opening().forEach(Courier.to(ledger, witness)::deliver);
        source.plan(FaultPlan.seeded(42, 12));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Courier courier = Courier.to(ledger, witness).duplicating(i, 6);
                Workload workload = Workload.of(i, "", 6).keysFrom("t" + i + ":");
                callers.add(
                        threads.submit(() -> workload.next(60, Instant.now()).forEach(courier::deliver)));
            }
            for (Future<?> caller : callers) {
                caller.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        source.heal();
        source.assertInjected();
        Courier.to(ledger, witness).resolve();
        agree(ledger, witness);
        Assertions.assertThat(witness.acknowledged()).isGreaterThan(100);
    }

    @Test
    @DisplayName("Class 19: a pool that is exhausted is a fault that may pass, not a refusal and not a wait for ever")
    default void poolExhausted() {
        FaultyDataSource source = FaultyDataSource.around(database());
        Ledger ledger = Credits.on(storage(source)).ledger();
        Witness witness = new Witness();
        Workload workload = Workload.of(2, "", 3);
        source.plan(FaultPlan.from(Point.CONNECT, 1, Fault.POOL_EXHAUSTED, When.BEFORE, Long.MAX_VALUE));
        Command open = workload.opening().get(0);
        witness.sent(open);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Assertions.assertThatThrownBy(() -> ledger.execute(open))
                        .isInstanceOfSatisfying(
                                CreditsException.class,
                                fault ->
                                        Assertions.assertThat(fault.retryable()).isTrue()));
        source.assertInjected();
        source.heal();
        Assertions.assertThat(ledger.outcome(open.account(), open.memo().key())).isEmpty();
        Courier.to(ledger, witness).resolve();
        agree(ledger, witness);
    }

    @Test
    @DisplayName("Class 20: a commit that stands still holds up its own account, and no other")
    default void stalledCommit() throws Exception {
        FaultyDataSource source = FaultyDataSource.around(database());
        Ledger ledger = Credits.on(storage(source)).ledger();
        Ledger elsewhere = Credits.on(storage(source)).ledger();
        Witness witness = new Witness();
        Workload workload = Workload.of(3, "", 2);
        workload.opening().forEach(Courier.to(ledger, witness)::deliver);
        Command stalled = workload.spend(0, "stalled");
        Command other = workload.spend(1, "other");
        Command behind = workload.spend(0, "behind");
        source.stallsFor(Duration.ofSeconds(30));
        source.plan(FaultPlan.once(Point.COMMIT, 1, Fault.STALL, When.BEFORE));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> Courier.to(ledger, witness).deliver(stalled));
            Assertions.assertThat(source.awaitStall(Duration.ofSeconds(10))).isTrue();
            Future<?> second = threads.submit(() -> Courier.to(ledger, witness).deliver(behind));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> Courier.to(elsewhere, witness).deliver(other));
            Assertions.assertThat(first.isDone() || second.isDone()).isFalse();
            source.release();
            first.get(10, TimeUnit.SECONDS);
            second.get(10, TimeUnit.SECONDS);
        } finally {
            source.release();
            threads.shutdownNow();
        }
        source.assertInjected();
        Assertions.assertThat(witness.unknown()).isEmpty();
        agree(ledger, witness);
    }

    @Test
    @Tag("L4")
    @DisplayName(
            "L4 on this storage through crashes, pauses, lost answers and duplicates: everybody was told the truth")
    default void simulated() {
        Simulator.Report report =
                Simulator.on(() -> storage(database())).verifyingEvery(25).run(1, histories());
        Assertions.assertThat(report.acknowledged()).isPositive();
    }

    @Test
    @Tag("P4")
    @DisplayName(
            "P4 on this storage through the same: what was used is charged, or stands as a shortfall, and never twice")
    default void simulatedMetering() {
        MeteringSimulator.Report report = MeteringSimulator.on(() -> storage(database()))
                .verifyingEvery(60)
                .run(1, histories());
        Assertions.assertThat(report.begun()).isPositive();
    }

    private static void agree(Ledger ledger, Witness witness) {
        witness.agreesWith(ledger);
        Assertions.assertThat(ledger.verify().violations()).isEmpty();
    }
}
