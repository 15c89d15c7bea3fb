/** Accounts, lots, holds and the append-only ledger: the vocabulary of the kernel and its handle, {@link dev.credits.ledger.Ledger}. */
@NullMarked
package dev.credits.ledger;

import org.jspecify.annotations.NullMarked;
