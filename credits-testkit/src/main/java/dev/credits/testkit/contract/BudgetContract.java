package dev.credits.testkit.contract;

/** Hierarchies, pools, limits and meters, as they show through the ledger's handle on any storage. */
public interface BudgetContract
        extends TreeContract,
                PoolContract,
                PoolRaceContract,
                LimitContract,
                ForgivenContract,
                CalendarContract,
                FundingContract,
                StopContract,
                MeterContract,
                QuotaContract,
                ViewContract,
                AuditContract {}
