package dev.credits.ledger;

import dev.credits.money.Conversion;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's handle: commands in, outcomes out, and {@linkplain Reading questions} about what stands. Thread-safe.
 *
 * <p>Refusals are {@link Outcome}s. A fault of the storage is a {@link CreditsException}; after one that is retryable the
 * same command can simply be sent again.
 *
 * <pre>{@code
 * ledger.execute(Reserve.of(user, Amount.of("4"), Memo.key("request-17"))).orElseThrow();
 * // ... the work the credits are for ...
 * IdempotencyKey hold = IdempotencyKey.of("request-17");
 * Booking booking = ledger.execute(Settle.of(user, hold, Amount.of("3.36"), Memo.key("request-17/settle")))
 *         .orElseThrow();
 * }</pre>
 */
public interface Ledger extends Reading {
    /** Decides and books one command, and waits for it. */
    Outcome execute(Command command);

    /** Decides and books one command in its turn. */
    CompletionStage<Outcome> submit(Command command);

    /** Books all of these or none, across as many accounts as they name; each sees the ones before it. */
    AtomicOutcome executeAll(List<Command> commands);

    /** Decides each on its own, in order, and lets them share a commit: a refusal leaves its neighbours alone. */
    List<Outcome> executeEach(List<Command> commands);

    /** What {@link #execute} would answer now; nothing is written. */
    Outcome preview(Command command);

    /**
     * Asks several questions of one moment: nothing that is booked meanwhile is seen, and the clock stands. If the storage
     * fails on the way they are asked again. Inside a transaction of the host's it is as isolated as that is.
     */
    <T> T snapshot(Function<Reading, T> questions);

    /**
     * Books what is due by now on every account: lapsed holds, lots that start, lots that have expired. An account for
     * which that fails does not keep the others from theirs; its fault is thrown once all have been tried.
     */
    Sweep sweep();

    /**
     * Publishes a conversion rate under a key of its own: sent again with the same key, it answers what was published
     * then and publishes nothing, whatever was published since. It starts now or later, after every rate of this pair of
     * units; one that names no start takes effect at the moment at which it is published. What is compared with the
     * earlier one is what was asked: the units, the rate and the start, if it named one. Who asks, and why, is not.
     *
     * @param key unique among rates, whatever their units
     */
    RateOutcome publish(RateChange rate, IdempotencyKey key, Actor by, String reason);

    /**
     * Publishes a conversion rate without a key. It starts now or later, after every rate of this pair of units; the very
     * same rate with the same start is published once.
     */
    void publish(Conversion rate, Actor by, String reason);

    /** Checks every law over the whole ledger. */
    default Verification verify() {
        return verify(Inspection.all());
    }

    /** Checks every law over one account. */
    default Verification verify(AccountId account) {
        return verify(Inspection.of(account));
    }

    /**
     * Checks every law over what the inspection names, as it stands at one moment; nobody is held up meanwhile. It takes
     * as much memory as what is open at a time, however many entries there are. If the storage fails on the way, go on
     * with {@link Inspection#resuming} and what was last reported.
     */
    Verification verify(Inspection inspection);

    /**
     * What would set an account right after verification found something wrong with it; empty if nothing is, or nothing is
     * known that would. Nothing is done about it here.
     *
     * @param known the head that the account's chain once had, remembered elsewhere; or null
     */
    List<Repair> repairs(AccountId account, @Nullable ChainHead known);
}
