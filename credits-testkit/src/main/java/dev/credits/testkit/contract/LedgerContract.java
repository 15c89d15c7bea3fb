package dev.credits.testkit.contract;

/** The laws and capabilities of the ledger, as they show through its handle on any storage. */
public interface LedgerContract
        extends AccountContract,
                RangeContract,
                OnceContract,
                HoldContract,
                HoldEndContract,
                OverrunContract,
                LotContract,
                ExpiryContract,
                StartContract,
                ReversalContract,
                ReversalKindsContract,
                MoveContract,
                TimeContract,
                StatementContract,
                AtomicContract,
                ListContract,
                TogetherContract,
                PreviewContract,
                VerifyContract,
                ConcurrencyContract,
                BadInputContract,
                OnceAtOnceContract,
                InstantContract,
                DueContract,
                BudgetContract {}
