-- Budgets on H2: indexes, and usage of what was spent before.

CREATE INDEX credit_accounts_by_parent ON credit_accounts (parent, name);
CREATE INDEX credit_holds_by_spender ON credit_holds (spender, state, deadline);
CREATE INDEX credit_ledger_entries_by_spender ON credit_ledger_entries (account_id, spender, seq);

INSERT INTO credit_usage (account_id, slot, feature, spent)
SELECT s.account_id, s.slot, s.feature, SUM(s.spent)
FROM (
    SELECT e.account_id, COALESCE(e.feature, '') AS feature, -(e.available_change + e.held_change) AS spent,
        DATEADD(SECOND, FLOOR(EXTRACT(EPOCH FROM e.booked_at) / 900) * 900,
            TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z') AS slot
    FROM credit_ledger_entries e
    WHERE e.counterparty = '@spent' AND e.available_change + e.held_change <> 0) s
GROUP BY s.account_id, s.slot, s.feature;
