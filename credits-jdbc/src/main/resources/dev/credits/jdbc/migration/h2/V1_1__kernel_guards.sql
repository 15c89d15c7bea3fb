-- The kernel's tables on H2: indexes, and the guards of what is append only.

ALTER TABLE credit_accounts ADD CONSTRAINT credit_accounts_name_once UNIQUE (name);
ALTER TABLE credit_accounts ADD CONSTRAINT credit_accounts_parent_exists
    FOREIGN KEY (parent) REFERENCES credit_accounts (name);

-- Follows from what is in the lot, and is never written.
ALTER TABLE credit_lots ADD COLUMN open boolean GENERATED ALWAYS AS (remaining > 0 OR held > 0);

CREATE INDEX credit_lots_open ON credit_lots (account_id, open);
CREATE INDEX credit_lots_expiring ON credit_lots (open, expires);
CREATE INDEX credit_lots_starting ON credit_lots (started, open, starts);
CREATE INDEX credit_holds_open ON credit_holds (account_id, state, deadline);
CREATE INDEX credit_holds_due ON credit_holds (state, deadline);

-- For each row: whatever statement it is that changes one.
CREATE TRIGGER credit_ledger_entries_append_only BEFORE UPDATE, DELETE ON credit_ledger_entries
    FOR EACH ROW CALL 'dev.credits.jdbc.internal.h2.AppendOnlyTrigger';

-- No trigger fires on TRUNCATE, but a table that a foreign key refers to cannot be truncated; this one refers to itself.
ALTER TABLE credit_ledger_entries ADD CONSTRAINT credit_ledger_entries_no_truncate
    FOREIGN KEY (transaction_id, leg) REFERENCES credit_ledger_entries (transaction_id, leg);
