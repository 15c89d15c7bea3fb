package dev.credits.spi;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fault of a {@linkplain Storage.UnitOfWork#yields() yielding} unit of work: somebody else has locked these accounts. */
public final class LockedException extends BusyException {
    private static final long serialVersionUID = 1L;

    private final transient Set<AccountId> accounts;

    public LockedException(String message, Set<AccountId> accounts, @Nullable Throwable cause) {
        super(message, true, cause);
        this.accounts = Set.copyOf(accounts);
    }

    /** Some of the unit's accounts, at least one; those of others can be tried again without them. */
    public Set<AccountId> accounts() {
        return accounts;
    }
}
