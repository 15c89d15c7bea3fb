package dev.credits.metering;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search for calls without a process came to.
 *
 * @param bills of the calls that were settled by it
 * @param failed how many could not be, because the resolver or the ledger failed, or somebody has changed the hold's row to
 *     what cannot be read; they are found again
 * @param next where the search goes on, or null if it has seen everything
 */
public record Resolution(List<Bill> bills, int failed, Search.@Nullable Place next) {
    public Resolution {
        bills = List.copyOf(bills);
    }
}
