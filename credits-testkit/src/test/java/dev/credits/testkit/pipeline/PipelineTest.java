package dev.credits.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lanes: who leads, who waits, and that nobody is disturbed or forgotten. */
@Timeout(30)
class PipelineTest {
    private static final AccountId POOL = AccountId.of("pool");
    private static final AccountId OTHER = AccountId.of("other");

    private final GatedStorage storage = new GatedStorage();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<LedgerListener.Batch> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aLoneCallerRunsItsOwnCommandOnItsOwnThread() {
        AtomicReference<Thread> ran = new AtomicReference<>();
        Ledger ledger = Credits.on(storage)
                .withListener(batch -> ran.set(Thread.currentThread()))
                .ledger();
        ledger.execute(Open.of(POOL, Memo.key("open")));
        assertThat(ran.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void thoseWhoWaitShareOneCommitInTheOrderTheyCame() {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        Future<Outcome> leader = hold(ledger);
        List<CompletionStage<Outcome>> followers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            followers.add(ledger.submit(charge("c" + i)));
        }
        storage.gated = false;
        storage.gate.release();
        assertThat(followers).allSatisfy(stage -> assertThat(get(stage)).isInstanceOf(Outcome.Applied.class));
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(storage.batches).endsWith(1, 100);
        List<String> keys = ledger.statement(EntryFilter.of(POOL).limit(1000)).entries().stream()
                .map(entry -> entry.memo().key().value())
                .filter(key -> key.startsWith("c"))
                .toList();
        assertThat(keys).hasSize(100).startsWith("c0", "c1", "c2").endsWith("c98", "c99");
    }

    @Test
    void aRefusalLeavesItsNeighboursInTheBatchAlone() {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        Future<Outcome> leader = hold(ledger);
        CompletionStage<Outcome> before = ledger.submit(charge("before"));
        CompletionStage<Outcome> refused = ledger.submit(new Charge(POOL, Amount.of("100000"), Memo.key("refused")));
        CompletionStage<Outcome> conflicting = ledger.submit(new Charge(POOL, Amount.of("2"), Memo.key("before")));
        CompletionStage<Outcome> after = ledger.submit(charge("after"));
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(get(before)).isInstanceOf(Outcome.Applied.class);
        assertThat(get(refused))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(DeclineCode.INSUFFICIENT_CREDITS));
        assertThat(get(conflicting)).isInstanceOf(Outcome.Conflict.class);
        assertThat(get(after)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void poisonIsFoundBySplittingAndHarmsNobodyElse() {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        ledger.execute(Open.of(OTHER, Memo.key("open")));
        storage.poison = OTHER;
        Future<Outcome> leader = hold(ledger);
        List<CompletionStage<Outcome>> healthy = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            healthy.add(ledger.submit(charge("c" + i)));
        }
        CompletionStage<Outcome> poison = ledger.submit(Grant.of(OTHER, Amount.of("1"), Memo.key("poison")));
        healthy.add(ledger.submit(charge("last")));
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(healthy).allSatisfy(stage -> assertThat(get(stage)).isInstanceOf(Outcome.Applied.class));
        assertThatThrownBy(() -> get(poison)).hasRootCause(storage.fault);
    }

    @Test
    void aPassingFaultReachesEveryCallerOfTheBatchAndTheNextBatchGoesOn() {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        storage.fault = new CreditsException("the database is away", true, null);
        storage.poison = POOL;
        assertThatThrownBy(() -> ledger.execute(charge("c")))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isTrue());
        storage.poison = OTHER;
        assertThat(ledger.execute(charge("c"))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aFullLaneRefusesAtOnceAndDefinitely() {
        Ledger ledger = funded(Limits.USUAL.lanes(1).queue(2));
        Future<Outcome> leader = hold(ledger);
        CompletionStage<Outcome> first = ledger.submit(charge("1"));
        CompletionStage<Outcome> second = ledger.submit(charge("2"));
        assertThatThrownBy(() -> ledger.execute(charge("3"))).isInstanceOfSatisfying(BusyException.class, busy -> {
            assertThat(busy.isDefinite()).isTrue();
            assertThat(busy.retryable()).isTrue();
        });
        assertThatThrownBy(() -> get(ledger.submit(charge("4")))).hasRootCauseInstanceOf(BusyException.class);
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader).isBooked()
                        && get(first).isBooked()
                        && get(second).isBooked())
                .isTrue();
        assertThat(ledger.execute(charge("3"))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aDeadlineTakesAWaitingCommandBackForGood() {
        Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofMillis(50)));
        Future<Outcome> leader = hold(ledger);
        assertThatThrownBy(() -> ledger.execute(charge("late")))
                .isInstanceOfSatisfying(
                        BusyException.class,
                        busy -> assertThat(busy.isDefinite()).isTrue());
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        ledger.execute(charge("next"));
        assertThat(ledger.outcome(POOL, dev.credits.ledger.IdempotencyKey.of("late")))
                .isEmpty();
    }

    @Test
    void aDeadlineDuringTheCommitSaysThatTheOutcomeIsOpen() throws Exception {
        Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofMillis(300)));
        Future<Outcome> leader = hold(ledger);
        CompletableFuture<Outcome> next = new CompletableFuture<>();
        startAndWaitUntilQueued(() -> next.complete(ledger.execute(charge("next"))));
        CompletableFuture<Throwable> fault = new CompletableFuture<>();
        startAndWaitUntilQueued(() -> {
            try {
                ledger.execute(charge("rider"));
            } catch (BusyException busy) {
                fault.complete(busy);
            }
        });
        // the rider is in the next batch, which is held at the gate until the rider's deadline has passed
        storage.gate.release();
        storage.arrived.acquire();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(fault.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        BusyException.class,
                        busy -> assertThat(busy.isDefinite()).isFalse());
        storage.gated = false;
        storage.gate.release();
        assertThat(get((CompletionStage<Outcome>) next)).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.execute(charge("rider"))).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void oneAccountNeverHasTwoUnitsUnderWay() throws Exception {
        Ledger ledger = funded(Limits.USUAL.lanes(8));
        Future<Outcome> leader = hold(ledger);
        List<Future<Outcome>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int n = i;
            callers.add(threads.submit(() -> ledger.execute(charge("c" + n))));
        }
        assertThat(storage.arrived.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(storage.inside).hasValue(1);
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(callers).allSatisfy(caller -> assertThat(get(caller)).isInstanceOf(Outcome.Applied.class));
    }

    @Test
    void anInterruptedCallerStillGetsItsAnswerAndKeepsTheInterrupt() throws Exception {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        Future<Outcome> leader = hold(ledger);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            ledger.execute(charge("c"));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        caller.interrupt();
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.outcome(POOL, dev.credits.ledger.IdempotencyKey.of("c")))
                .isPresent();
    }

    @Test
    void theListenerHearsOfEveryBatchAndCannotBreakOne() {
        Ledger ledger = Credits.on(storage)
                .withListener(batch -> {
                    heard.add(batch);
                    throw new IllegalStateException("a broken listener");
                })
                .ledger();
        assertThat(ledger.execute(Open.of(POOL, Memo.key("open")))).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.execute(charge("too much"))).isInstanceOf(Outcome.Declined.class);
        ledger.execute(Open.of(POOL, Memo.key("open")));
        assertThat(heard).extracting(LedgerListener.Batch::applied).containsExactly(1, 0, 0);
        assertThat(heard).extracting(LedgerListener.Batch::refused).containsExactly(0, 1, 0);
        assertThat(heard).extracting(LedgerListener.Batch::replayed).containsExactly(0, 0, 1);
    }

    @Test
    void aListenerMayUseTheLedger() {
        List<Outcome> answers = new CopyOnWriteArrayList<>();
        AtomicReference<Ledger> ledger = new AtomicReference<>();
        ledger.set(Credits.on(storage)
                .withLimits(Limits.USUAL.lanes(1).deadline(Duration.ofSeconds(2)))
                .withListener(batch -> {
                    heard.add(batch);
                    if (answers.size() < 3) {
                        answers.add(ledger.get()
                                .execute(Grant.of(POOL, Amount.of("1"), Memo.key("top-up-" + answers.size()))));
                    }
                })
                .ledger());
        ledger.get().execute(Open.of(POOL, Memo.key("open"))).orElseThrow();
        assertThat(answers).hasSize(3).allMatch(Outcome.Applied.class::isInstance);
        assertThat(heard).hasSize(4).allMatch(batch -> batch.applied() == 1);
        assertThat(ledger.get().account(POOL).orElseThrow().totals().available())
                .isEqualTo(Amount.of("3").minor());
    }

    @Test
    void aSlowListenerHoldsUpNeitherTheLaneNorTheOrderInWhichItHears() throws Exception {
        Semaphore slow = new Semaphore(0);
        CountDownLatch inside = new CountDownLatch(1);
        List<Long> seqs = new CopyOnWriteArrayList<>();
        Ledger ledger = Credits.on(storage)
                .withLimits(Limits.USUAL.lanes(2))
                .withExecutor(threads)
                .withListener(new LedgerListener() {
                    @Override
                    public void onBatch(Batch batch) {}

                    @Override
                    public void onNotice(Entry entry) {
                        inside.countDown();
                        slow.acquireUninterruptibly();
                        seqs.add(entry.seq());
                    }
                })
                .ledger();
        ledger.execute(Open.of(POOL, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(POOL, Amount.of("1000"), Memo.key("grant"))).orElseThrow();
        ledger.execute(SetLimit.of(
                                POOL,
                                Window.DAY,
                                Amount.of("1"),
                                Memo.key("limit").by("admin").because("watched"))
                        .inShadow())
                .orElseThrow();
        ledger.execute(charge("first")).orElseThrow();
        Future<Outcome> slowed = threads.submit(() -> ledger.execute(charge("second")));
        inside.await();
        for (int i = 0; i < 100; i++) {
            assertThat(ledger.execute(charge("c" + i))).isInstanceOf(Outcome.Applied.class);
        }
        slow.release(1_000);
        assertThat(get(slowed)).isInstanceOf(Outcome.Applied.class);
        while (seqs.size() < 101) {
            Thread.onSpinWait();
        }
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatFollowsOnACommandMaySendAnotherEvenIfTheExecutorHasOneThread() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Ledger ledger = funded(Limits.USUAL.lanes(1), one);
            Future<Outcome> leader = hold(ledger);
            CompletableFuture<Outcome> next = new CompletableFuture<>();
            ledger.submit(charge("a1")).thenAccept(done -> next.complete(ledger.execute(charge("b"))));
            storage.gated = false;
            storage.gate.release();
            assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
            for (int i = 0; i < 50; i++) {
                ledger.submit(charge("more" + i));
            }
            assertThat(get((CompletionStage<Outcome>) next)).isInstanceOf(Outcome.Applied.class);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void aCallerTakesOverFromAnExecutorThatNeverBegins() {
        List<Runnable> never = new ArrayList<>();
        Ledger ledger = funded(Limits.USUAL.lanes(1), never::add);
        CompletionStage<Outcome> forgotten = ledger.submit(charge("forgotten"));
        assertThat(ledger.execute(charge("c"))).isInstanceOf(Outcome.Applied.class);
        assertThat(never).isNotEmpty();
        List.copyOf(never).forEach(Runnable::run);
        assertThat(get(forgotten)).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.execute(charge("after"))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void anExecutorThatFailsOrRunsAtOnceLeavesTheLaneAlive() {
        Ledger failing = funded(Limits.USUAL.lanes(1), task -> {
            throw new OutOfMemoryError("no thread to be had; thrown by a test");
        });
        assertThat(get(failing.submit(charge("c")))).isInstanceOf(Outcome.Applied.class);
        assertThat(failing.execute(charge("d"))).isInstanceOf(Outcome.Applied.class);

        Ledger direct = Credits.on(storage)
                .withLimits(Limits.USUAL.lanes(1))
                .withExecutor(Runnable::run)
                .ledger();
        CompletionStage<Outcome> nested =
                direct.submit(charge("e")).thenApply(done -> direct.execute(charge("nested")));
        assertThat(get(nested)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void anInterruptedLeaderServesItsNeighbours() {
        Ledger ledger = funded(Limits.USUAL.lanes(1));
        Future<Outcome> leader = hold(ledger);
        CompletionStage<Outcome> neighbour = ledger.submit(charge("neighbour"));
        storage.interrupting = true;
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(get(neighbour)).isInstanceOf(Outcome.Applied.class);
        assertThat(storage.interrupting).isFalse();
    }

    @Test
    void whoeverLocksOneAccountElsewhereStopsItsCommandsOnly() {
        Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofSeconds(2)));
        ledger.execute(Open.of(OTHER, Memo.key("open")));
        storage.fault = new BusyException("locked by somebody else", true);
        storage.poison = OTHER;
        Future<Outcome> leader = hold(ledger);
        CompletionStage<Outcome> before = ledger.submit(charge("before"));
        CompletionStage<Outcome> locked = ledger.submit(Grant.of(OTHER, Amount.of("1"), Memo.key("locked")));
        CompletionStage<Outcome> after = ledger.submit(charge("after"));
        storage.gated = false;
        storage.gate.release();
        assertThat(get(leader)).isInstanceOf(Outcome.Applied.class);
        assertThat(get(before)).isInstanceOf(Outcome.Applied.class);
        assertThat(get(after)).isInstanceOf(Outcome.Applied.class);
        assertThatThrownBy(() -> get(locked)).hasRootCauseInstanceOf(BusyException.class);
    }

    @Test
    void aSubmittedCommandThatWaitedTooLongIsNotBegun() {
        Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofMillis(500)), threads);
        storage.gated = true;
        CompletionStage<Outcome> leader = ledger.submit(charge("leader"));
        storage.arrived.acquireUninterruptibly();
        CompletionStage<Outcome> late = ledger.submit(charge("late"));
        long end = System.nanoTime() + Duration.ofMillis(501).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        storage.gated = false;
        storage.gate.release();
        assertThatThrownBy(() -> get(leader)).hasRootCauseInstanceOf(BusyException.class);
        assertThatThrownBy(() -> get(late))
                .hasRootCauseInstanceOf(BusyException.class)
                .hasStackTraceContaining("was not begun");
        // it was under way: whichever of the two comes first, it is booked once
        assertThat(ledger.execute(charge("leader")).isBooked()).isTrue();
        assertThat(ledger.balance(POOL).orElseThrow().available().toPlainString())
                .isEqualTo("999");
        assertThat(ledger.outcome(POOL, Memo.key("late").key())).isEmpty();
    }

    @Test
    void aSubmitThatIsAwaitedOnTheExecutorsOnlyThreadEndsWithItsDeadline() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofMillis(300)), one);
            Future<Outcome> awaited = one.submit(() -> get(ledger.submit(charge("c"))));
            assertThatThrownBy(() -> awaited.get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(BusyException.class)
                    .hasStackTraceContaining("was not begun");
            assertThat(ledger.outcome(POOL, Memo.key("c").key())).isEmpty();
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void aSubmitThatAnotherThreadHasDoneIsToldEvenIfTheExecutorHasNoThreadForIt() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofSeconds(1)), one);
            CountDownLatch submitted = new CountDownLatch(1);
            Future<Outcome> awaited = one.submit(() -> {
                CompletionStage<Outcome> stage = ledger.submit(charge("c"));
                submitted.countDown();
                return get(stage);
            });
            submitted.await();
            assertThat(ledger.execute(charge("leads"))).isInstanceOf(Outcome.Applied.class);
            assertThat(awaited.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void aLeaderThatIsStuckInTheStorageIsReplacedWhenItsDeadlineHasPassed() {
        Ledger ledger = funded(Limits.USUAL.lanes(1).deadline(Duration.ofMillis(500)));
        Future<Outcome> stuck = hold(ledger);
        storage.gated = false;
        assertThatThrownBy(() -> ledger.execute(charge("too early")))
                .isInstanceOfSatisfying(
                        BusyException.class,
                        busy -> assertThat(busy.isDefinite()).isTrue());
        assertThat(ledger.execute(charge("next"))).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.execute(charge("and on"))).isInstanceOf(Outcome.Applied.class);
        storage.gate.release();
        assertThat(get(stuck)).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.execute(charge("leader"))).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void aKeyOfTheLibrarysOwnIsRefusedHoweverItWasMade() {
        Ledger ledger = funded(Limits.USUAL);
        Memo memo = Memo.key("c");
        Memo own = new Memo(
                new IdempotencyKey("@start:1"),
                memo.by(),
                memo.reason(),
                memo.feature(),
                memo.metadata(),
                memo.happened());
        assertThatThrownBy(() -> ledger.execute(new Charge(POOL, Amount.of("1"), own)))
                .hasMessageContaining("does not begin with @");
    }

    private static void startAndWaitUntilQueued(Runnable call) {
        Thread caller = new Thread(call);
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private Ledger funded(Limits limits) {
        return funded(limits, threads);
    }

    private Ledger funded(Limits limits, Executor executor) {
        Ledger ledger =
                Credits.on(storage).withLimits(limits).withExecutor(executor).ledger();
        ledger.execute(Open.of(POOL, Memo.key("open")));
        ledger.execute(Grant.of(POOL, Amount.of("1000"), Memo.key("grant")));
        return ledger;
    }

    /** Starts a charge and waits until its unit of work is under way and held at the gate. */
    private Future<Outcome> hold(Ledger ledger) {
        storage.gated = true;
        Future<Outcome> leader = threads.submit(() -> ledger.execute(charge("leader")));
        storage.arrived.acquireUninterruptibly();
        return leader;
    }

    private static Charge charge(String key) {
        return new Charge(POOL, Amount.of("1"), Memo.key(key));
    }

    private static Outcome get(CompletionStage<Outcome> stage) {
        return get((Future<Outcome>) stage.toCompletableFuture());
    }

    private static Outcome get(Future<Outcome> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
