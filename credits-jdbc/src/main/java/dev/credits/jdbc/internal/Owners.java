package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.money.CreditUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose a row is: the accounts by their ids in this database, as far as they have been seen. Not thread-safe. */
final class Owners {
    private static final int MANY = 10_000;

    private final Map<Long, Owner> seen = new HashMap<>();
    private final Map<AccountId, Long> ids = new HashMap<>();

    /**
     * A column that names the account of a row of {@code alias}: one look-up by its primary key. A join would leave the
     * planner a choice of where to begin.
     */
    static String column(String alias) {
        return "(SELECT o.unit || '/' || o.scale || '/' || o.name FROM {}.credit_accounts o WHERE o.id = %s.account_id) AS owner"
                .formatted(alias);
    }

    /** A column in the same place where the accounts are known already. */
    static final String KNOWN = "CAST(NULL AS varchar)";

    /** Forgets the accounts seen so far if they are many: where all are gone through, few are needed at a time. */
    void forgetMany() {
        if (seen.size() > MANY) {
            seen.clear();
            ids.clear();
        }
    }

    void add(long id, AccountId account, CreditUnit unit) {
        seen.put(id, new Owner(id, account, unit));
        ids.put(account, id);
    }

    /** The id of an account, if it has been seen. */
    @Nullable
    Long id(AccountId account) {
        return ids.get(account);
    }

    /** True if the account is known, or spelled as the column above. */
    boolean canTell(long id, @Nullable String spelled) {
        return spelled != null || seen.containsKey(id);
    }

    /** The owner with this id, spelled as the column above if it may not have been seen yet. */
    Owner of(long id, @Nullable String spelled) {
        Owner owner = seen.get(id);
        if (owner == null) {
            owner = Owner.parse(id, spelled);
            seen.put(id, owner);
        }
        return owner;
    }

    /** The name of the owner with this id; null if its own row cannot be read. */
    @Nullable
    AccountId nameOrNull(long id, @Nullable String spelled) {
        try {
            return of(id, spelled).account();
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** An account's id, name and unit. */
    record Owner(long id, AccountId account, CreditUnit unit) {
        private static Owner parse(long id, @Nullable String spelled) {
            if (spelled == null) {
                throw new IllegalStateException("no account has the id " + id);
            }
            int unit = spelled.indexOf('/');
            int scale = spelled.indexOf('/', unit + 1);
            return new Owner(
                    id,
                    AccountId.of(spelled.substring(scale + 1)),
                    new CreditUnit(spelled.substring(0, unit), Integer.parseInt(spelled, unit + 1, scale, 10)));
        }
    }
}
