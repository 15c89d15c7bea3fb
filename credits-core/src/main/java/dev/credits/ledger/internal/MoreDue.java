package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import java.util.List;

/**
 * Breaks off a unit of work that has found more due on an account than one unit may book. That is booked first, in units
 * of its own; then it is begun again.
 */
final class MoreDue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<AccountId> accounts;

    MoreDue(List<AccountId> accounts) {
        super("begun again after what is due on " + accounts, null, false, false);
        this.accounts = accounts;
    }

    List<AccountId> accounts() {
        return accounts;
    }
}
