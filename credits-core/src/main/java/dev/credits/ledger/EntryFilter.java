package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of an account a statement shows; everything but the account is optional.
 *
 * @param kinds only these; empty for all
 * @param source only entries that opened a lot of this source
 * @param by only this actor's
 * @param feature only for this feature
 * @param spender only what this account spent
 * @param from booked at or after
 * @param to booked before
 * @param text only with this in the reason, whatever the case of its letters; the same wherever the ledger is kept
 * @param after only entries after this sequence: where the page before ended
 * @param limit page size, 1 to 1000
 */
public record EntryFilter(
        AccountId account,
        Set<EntryKind> kinds,
        @Nullable Source source,
        @Nullable Actor by,
        @Nullable String feature,
        @Nullable AccountId spender,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        long after,
        int limit) {
    /** The page size of a filter that names none. */
    public static final int USUAL_LIMIT = 100;

    private static final int MAX_LIMIT = 1000;

    public EntryFilter {
        kinds = Set.copyOf(kinds);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", limit, "a whole number from 1 to " + MAX_LIMIT);
        }
        if (after < 0) {
            throw new InvalidInputException("after", after, "the sequence of an entry, or 0");
        }
    }

    /** All entries of this account, from its first. */
    public static EntryFilter of(AccountId account) {
        return new EntryFilter(account, Set.of(), null, null, null, null, null, null, null, 0, USUAL_LIMIT);
    }

    public EntryFilter kinds(EntryKind... only) {
        return new EntryFilter(account, Set.of(only), source, by, feature, spender, from, to, text, after, limit);
    }

    public EntryFilter source(@Nullable Source only) {
        return new EntryFilter(account, kinds, only, by, feature, spender, from, to, text, after, limit);
    }

    public EntryFilter by(@Nullable Actor only) {
        return new EntryFilter(account, kinds, source, only, feature, spender, from, to, text, after, limit);
    }

    public EntryFilter feature(@Nullable String only) {
        return new EntryFilter(account, kinds, source, by, only, spender, from, to, text, after, limit);
    }

    /** Of an account that funds others: only what this one spent. */
    public EntryFilter spender(@Nullable AccountId only) {
        return new EntryFilter(account, kinds, source, by, feature, only, from, to, text, after, limit);
    }

    /** Booked at or after {@code start} and before {@code end}; null leaves a side open. */
    public EntryFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new EntryFilter(account, kinds, source, by, feature, spender, start, end, text, after, limit);
    }

    public EntryFilter text(@Nullable String part) {
        return new EntryFilter(account, kinds, source, by, feature, spender, from, to, part, after, limit);
    }

    public EntryFilter after(long seq) {
        return new EntryFilter(account, kinds, source, by, feature, spender, from, to, text, seq, limit);
    }

    /** True if a reason has the text in it, or no text is asked for. */
    public boolean passes(@Nullable String reason) {
        return text == null || (reason != null && folded(reason).contains(folded(text)));
    }

    /** Letters that are one in upper or in lower case become one: no language's rules, letter by letter. */
    private static String folded(String text) {
        int[] letters = text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .toArray();
        return new String(letters, 0, letters.length);
    }

    public EntryFilter limit(int size) {
        return new EntryFilter(account, kinds, source, by, feature, spender, from, to, text, after, size);
    }
}
