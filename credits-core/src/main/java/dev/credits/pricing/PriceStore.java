package dev.credits.pricing;

import java.util.List;

/** Where a price book is kept: a list that only grows. A store knows no rules. Thread-safe. */
public interface PriceStore {
    /** The versions after this number, in order, at most so many. Whoever sees one sees all before it. */
    List<PriceVersion> after(long number, int limit);

    /**
     * Adds these versions, numbered one after the other, all or none.
     *
     * @return false, with nothing added, if the first is not the one after the last kept: somebody else published meanwhile
     */
    boolean append(List<PriceVersion> versions);

    /** The versions with these numbers, in order; those that do not exist are left out. */
    List<PriceVersion> numbered(List<Long> numbers);

    /** The newest versions of a kind, newest first, at most so many. */
    List<PriceVersion> newest(PriceKind kind, int limit);
}
