package dev.credits.ledger;

import dev.credits.money.Conversion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's handle: commands in, outcomes out, and questions about what stands. Thread-safe.
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
public interface Ledger {
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

    /** The account with what is due on it taken into account, or empty. */
    Optional<Account> account(AccountId account);

    /** The balance now: expired lots and lapsed holds count as such, booked or not. */
    Optional<Balance> balance(AccountId account);

    /**
     * Available and held as they were at an instant, or empty if the account was not open then. An instant still to come
     * is answered with what stands now.
     */
    Optional<PastBalance> balanceAt(AccountId account, Instant at);

    /** The lots with anything left in them, in burn order; pending ones included. */
    List<Lot> lots(AccountId account);

    /** The hold that the command with this key reserved, as it stands now. */
    Optional<Hold> hold(AccountId account, IdempotencyKey key);

    /** The open holds of an account, the earliest deadline first, at most 1000. */
    List<Hold> openHolds(AccountId account);

    /** What became of a key: its booking, or empty if it has had no effect. */
    Optional<Booking> outcome(AccountId account, IdempotencyKey key);

    /** The limits in force on an account, as they count now. */
    List<Limit> limits(AccountId account);

    /** Accounts directly below another, in the order of their names, after {@code after} (null: from the first). */
    List<Account> children(AccountId parent, @Nullable AccountId after, int limit);

    /** What was spent through an account on the days from {@code from} to before {@code to} in a zone, by feature; at most 400 days. */
    List<Usage.Day> usage(AccountId account, LocalDate from, LocalDate to, ZoneId zone);

    /** The administrative entries of an account before a sequence ({@link Long#MAX_VALUE}: from the last), newest first. */
    AuditTrail audit(AccountId account, long before, int limit);

    /** A page of an account's entries. */
    Statement statement(EntryFilter filter);

    /**
     * Accounts on which a hold lapses, or a lot starts or expires, by an instant, in the order of their names; at most 1000.
     *
     * @param after the last one of the page before, or null for the first page
     */
    List<AccountId> due(Instant by, @Nullable AccountId after, int limit);

    /**
     * Books what is due by now on every account: lapsed holds, lots that start, lots that have expired. An account for
     * which that fails does not keep the others from theirs; its fault is thrown once all have been tried.
     */
    Sweep sweep();

    /** Adds a conversion rate. It takes effect at an instant that is still to come, after every one published before. */
    void publish(Conversion rate, Memo memo);

    /** The conversion rates between two units, oldest first. */
    List<Conversion> conversions(String from, String to);

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
