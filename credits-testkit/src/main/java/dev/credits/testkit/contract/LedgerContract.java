package dev.credits.testkit.contract;

/** The laws and capabilities of the ledger, as they show through its handle on any storage. */
public interface LedgerContract
        extends AccountContract,
                OnceContract,
                HoldContract,
                OverrunContract,
                LotContract,
                ExpiryContract,
                ReversalContract,
                MoveContract,
                TimeContract,
                StatementContract,
                AtomicContract,
                PreviewContract,
                VerifyContract,
                ConcurrencyContract,
                BadInputContract {}
