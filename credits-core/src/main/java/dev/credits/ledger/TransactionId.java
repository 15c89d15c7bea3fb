package dev.credits.ledger;

import dev.credits.text.Digest;
import java.util.UUID;

/**
 * The name of one command's entries, derived from the account and the key: a retry, another process and a test all
 * compute the same. A hold is known by the transaction that reserved it.
 */
public record TransactionId(UUID value) {
    /** The id of the command with this key on this account. */
    public static TransactionId of(AccountId account, IdempotencyKey key) {
        Digest digest = Digest.sha256();
        digest.text("transaction").text(account.value()).text(key.value());
        return new TransactionId(digest.uuid());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
