package dev.credits.spi;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import org.jspecify.annotations.Nullable;

/**
 * The fault of a row that says what no ledger would have written: somebody has changed it by hand. It is a fault of its
 * account's alone; the message names the table, the account and the column.
 */
public final class UnreadableException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable AccountId account;
    private final @Nullable Long seq;

    /**
     * @param account whose row it is, as far as that can be told
     * @param seq the sequence of the entry, if it is one
     */
    public UnreadableException(String message, @Nullable AccountId account, @Nullable Long seq, Throwable cause) {
        super(message, false, cause);
        this.account = account;
        this.seq = seq;
    }

    public @Nullable AccountId account() {
        return account;
    }

    public @Nullable Long seq() {
        return seq;
    }
}
