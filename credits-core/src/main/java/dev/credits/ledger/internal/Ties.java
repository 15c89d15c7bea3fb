package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import java.util.HashMap;
import java.util.Map;

/** Which accounts of a unit of work one command touches together: those have one instant. */
final class Ties {
    private final Map<AccountId, AccountId> next = new HashMap<>();

    /** Notes that a command of the one touches the other. */
    void tie(AccountId one, AccountId other) {
        AccountId root = root(one);
        AccountId otherRoot = root(other);
        if (!root.equals(otherRoot)) {
            next.put(otherRoot, root);
        }
    }

    /** The same for all accounts that are tied to each other, however many commands are between them. */
    AccountId root(AccountId account) {
        AccountId root = account;
        for (AccountId above = next.get(root); above != null; above = next.get(root)) {
            root = above;
        }
        if (!root.equals(account)) {
            next.put(account, root);
        }
        return root;
    }
}
