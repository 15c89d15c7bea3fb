package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Funding;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of accounts that have a parent or limits: what to load first, and which lane to queue in. It may be
 * stale, and never decides anything. Thread-safe.
 */
public final class PathHints {
    private static final int MOST = 200_000;

    private final ConcurrentMap<AccountId, Hint> seen = new ConcurrentHashMap<>();

    /** Notes how an account stands. */
    void learn(Account account) {
        if (account.parent() == null && account.limits() == 0) {
            if (!seen.isEmpty()) {
                seen.remove(account.id());
            }
            return;
        }
        Hint hint = new Hint(account.parent(), account.funding() == Funding.PARENT, account.limits() > 0);
        if (hint.equals(seen.get(account.id()))) {
            return;
        }
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(account.id(), hint);
    }

    /** Hands out the accounts above one up to the one whose credits it spends, and those of the way that have limits. */
    void along(AccountId account, Consumer<AccountId> above, Consumer<AccountId> limited) {
        AccountId id = account;
        for (int level = 0; level < Trees.MOST_LEVELS; level++) {
            Hint hint = seen.get(id);
            if (hint == null) {
                return;
            }
            if (hint.limited) {
                limited.accept(id);
            }
            if (!hint.shares || hint.parent == null) {
                return;
            }
            id = hint.parent;
            above.accept(id);
        }
    }

    /** Hands out an account and all above it. */
    void above(AccountId account, Consumer<AccountId> above) {
        AccountId id = account;
        for (int level = 0; level < Trees.MOST_LEVELS && id != null; level++) {
            above.accept(id);
            Hint hint = seen.get(id);
            id = hint == null ? null : hint.parent;
        }
    }

    /** The account whose credits one spends. */
    AccountId funder(AccountId account) {
        AccountId id = account;
        for (int level = 0; level < Trees.MOST_LEVELS; level++) {
            Hint hint = seen.get(id);
            if (hint == null || !hint.shares || hint.parent == null) {
                return id;
            }
            id = hint.parent;
        }
        return id;
    }

    private record Hint(@Nullable AccountId parent, boolean shares, boolean limited) {}
}
