package dev.credits.ledger;

import dev.credits.money.Conversion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions about what stands. Each answer is of one moment; {@link Ledger#snapshot} has several of the same. */
public interface Reading {
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

    /**
     * The holds of all accounts that nobody has ended: open ones and those that have lapsed, by their deadlines from
     * {@code from} to {@code to}, both inclusive; at most 1000. A lapse is told as such once it is booked.
     *
     * @param after the last one of the page before, whose deadline was {@code from}; or null for the first page
     * @param broken told of each hold that cannot be read, which is left out; there are no more if fewer come back than the limit
     */
    List<Hold> unended(
            Instant from,
            @Nullable TransactionId after,
            Instant to,
            int limit,
            Consumer<? super CreditsException> broken);

    /** What became of a key: its booking, or empty if it has had no effect. */
    Optional<Booking> outcome(AccountId account, IdempotencyKey key);

    /** The limits in force on an account, as they count now. */
    List<Limit> limits(AccountId account);

    /** Accounts directly below another, in the order of their names, after {@code after} (null: from the first). */
    List<Account> children(AccountId parent, @Nullable AccountId after, int limit);

    /**
     * Accounts directly below any of these (at most 1000), in the order of their parents' names and then of their own.
     *
     * @param limit how many at most, 1 to 1000
     */
    List<Account> children(List<AccountId> parents, int limit);

    /** Those of these accounts (at most 1000) that have others below them. */
    Set<AccountId> parents(List<AccountId> accounts);

    /**
     * How these accounts (at most 1000) stand, those that exist, in the order asked, with what was spent through them on the
     * days from {@code from} to before {@code to} in a zone; at most 400 days.
     */
    List<Standing> standings(List<AccountId> accounts, LocalDate from, LocalDate to, ZoneId zone);

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

    /** The conversion rates between two units, oldest first. */
    List<Conversion> conversions(String from, String to);

    /** The lines of the log of conversion rates after this number, in order: who published what, when and why; at most 1000. */
    List<LogLine> rates(long after, int limit);
}
