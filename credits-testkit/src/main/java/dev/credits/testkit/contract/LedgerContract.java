package dev.credits.testkit.contract;

/** The laws and capabilities of the ledger, as they show through its handle on any storage. */
public interface LedgerContract
        extends OnceContract,
                HoldContract,
                OverrunContract,
                LotContract,
                ExpiryContract,
                ReversalContract {}
