package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;

/**
 * The end of an account's chain as it was at some moment, to be kept where nobody who can change the ledger can change it
 * too: every entry up to it is fixed by its hash.
 *
 * @param seq the sequence of the last entry, 1 or more
 * @param hash that entry's hash
 * @param total available and held together after that entry
 */
public record ChainHead(AccountId account, long seq, Hash hash, Amount total) {
    public ChainHead {
        if (seq < 1) {
            throw new InvalidInputException("seq", seq, "the sequence of an entry, 1 or more");
        }
    }
}
