package dev.credits.ledger;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Ledger#verify(Inspection)} is to look at, and who hears of it on the way. Immutable.
 *
 * <p>A check of all accounts may take a second connection and a second thread, of those the ledger was given, to be done in
 * about half the time. It does without if there is none.
 *
 * <pre>{@code
 * Verification found = ledger.verify(Inspection.all().reporting(progress::show));
 * }</pre>
 *
 * @param account the only account to check, or null for all
 * @param soFar what an earlier check that did not come to its end had found, or null
 * @param known heads of chains that must still be there, in any order; read once
 * @param heads hears the head of every chain that was checked, on the caller's thread
 * @param progress hears what was found so far, every few thousand entries, one call at a time on whatever thread reads
 */
public record Inspection(
        @Nullable AccountId account,
        @Nullable Verification soFar,
        Iterable<ChainHead> known,
        Consumer<ChainHead> heads,
        Consumer<Verification> progress) {
    private static final Inspection ALL = new Inspection(null, null, List.of(), head -> {}, found -> {});

    /** Every account there is. */
    public static Inspection all() {
        return ALL;
    }

    /** One account. What only {@link #all} can tell, with the entries of others, is {@link Verification#unchecked()}. */
    public static Inspection of(AccountId account) {
        return new Inspection(account, null, ALL.known, ALL.heads, ALL.progress);
    }

    /**
     * The same, going on where an earlier check stopped: at the first account that it had not checked whole. What it had
     * found is part of the result. Each part sees the state of when it began, so usage, which the entries of all accounts
     * make together, is left {@link Verification#unchecked()}.
     */
    public Inspection resuming(Verification earlier) {
        return new Inspection(account, earlier, known, heads, progress);
    }

    /** The same, comparing with what was remembered elsewhere: finds what was cut off the end of a chain, or replaced whole. */
    public Inspection against(Iterable<ChainHead> remembered) {
        return new Inspection(account, soFar, remembered, heads, progress);
    }

    /** The same, handing out the head of every chain, to be remembered elsewhere. */
    public Inspection remembering(Consumer<ChainHead> memory) {
        return new Inspection(account, soFar, known, memory, progress);
    }

    /** The same, telling what was found so far, also in the middle of a long account. */
    public Inspection reporting(Consumer<Verification> listener) {
        return new Inspection(account, soFar, known, heads, listener);
    }
}
