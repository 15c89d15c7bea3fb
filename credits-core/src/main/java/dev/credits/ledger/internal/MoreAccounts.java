package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import java.util.Set;

/**
 * Breaks off a unit of work that has found out, with accounts locked already, that it needs others as well. Units that lock
 * in several steps wait for each other in circles; it is begun again, and locks all of them in one.
 */
final class MoreAccounts extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<AccountId> accounts;

    MoreAccounts(Set<AccountId> accounts) {
        super("begun again with " + accounts, null, false, false);
        this.accounts = accounts;
    }

    Set<AccountId> accounts() {
        return accounts;
    }
}
