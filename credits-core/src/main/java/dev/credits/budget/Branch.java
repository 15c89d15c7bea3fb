package dev.credits.budget;

import dev.credits.ledger.Account;
import dev.credits.ledger.Limit;
import dev.credits.money.Amount;
import java.util.List;

/**
 * An account with its limits, and what stands below it.
 *
 * @param limits those in force, as they count now
 * @param used what was spent through it today, by the calendar in UTC
 * @param below the accounts directly below it, in the order of their names
 * @param more true if there are more below it than are shown
 */
public record Branch(Account account, List<Limit> limits, Amount used, List<Branch> below, boolean more) {
    public Branch {
        limits = List.copyOf(limits);
        below = List.copyOf(below);
    }
}
