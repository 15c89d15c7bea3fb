package dev.credits.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checking the laws over the ledger found.
 *
 * @param violations the first of them, at most 1,000
 * @param found how many there were in all
 * @param underway how many of the entries are of accounts after {@code checkedTo}, which are not checked whole yet
 * @param checkedTo the last account, in the order of the ledger's own list, that was checked whole; null if none was
 * @param unchecked what was not checked at all, in words; empty if everything was
 */
public record Verification(
        long accounts,
        long entries,
        long underway,
        List<Violation> violations,
        long found,
        @Nullable AccountId checkedTo,
        List<String> unchecked) {
    public Verification {
        violations = List.copyOf(violations);
        unchecked = List.copyOf(unchecked);
    }

    /** True if every law held in what was checked. */
    public boolean holds() {
        return found == 0;
    }

    /** The same, with something else that was not checked. */
    public Verification leaving(String more) {
        List<String> left = new ArrayList<>(unchecked);
        left.add(more);
        return new Verification(accounts, entries, underway, violations, found, checkedTo, left);
    }

    /** True if everything there is was checked. */
    public boolean isComplete() {
        return unchecked.isEmpty();
    }

    /**
     * A law that does not hold somewhere.
     *
     * @param law its id, such as {@code L8}
     * @param seq the entry at which it shows, or null
     */
    public record Violation(
            String law,
            @Nullable AccountId account,
            @Nullable Long seq,
            String message) {}
}
