-- Budgets on PostgreSQL: order of names, room to update in place, indexes, and usage of what was spent before.

ALTER TABLE credit_holds ALTER COLUMN spender TYPE varchar COLLATE "C", ALTER COLUMN via TYPE varchar COLLATE "C";
ALTER TABLE credit_ledger_entries ALTER COLUMN spender TYPE varchar COLLATE "C";
ALTER TABLE credit_limits SET (fillfactor = 50);
ALTER TABLE credit_usage SET (fillfactor = 70);

CREATE INDEX credit_accounts_by_parent ON credit_accounts (parent, name) WHERE parent IS NOT NULL;

-- For questions only: none of these predicates follows from what a unit of work asks, but for rare administration.
CREATE INDEX credit_holds_by_spender ON credit_holds (spender, deadline) WHERE ended_by IS NULL AND spender IS NOT NULL;
CREATE INDEX credit_ledger_entries_by_spender ON credit_ledger_entries (account_id, spender, seq)
    WHERE spender IS NOT NULL;
CREATE INDEX credit_ledger_entries_amendments ON credit_ledger_entries (account_id, seq) WHERE amendment IS NOT NULL;

INSERT INTO credit_usage (account_id, slot, feature, spent)
SELECT e.account_id, to_timestamp(floor(extract(epoch FROM e.booked_at) / 900) * 900), COALESCE(e.feature, ''),
    -SUM(e.available_change + e.held_change)
FROM credit_ledger_entries e
WHERE e.counterparty = '@spent' AND e.available_change + e.held_change <> 0
GROUP BY 1, 2, 3;
