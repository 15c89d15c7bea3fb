-- The kernel's tables on PostgreSQL: room to update in place, indexes, order of names, triggers.

-- Names sort by code point, whatever the database's collation.
ALTER TABLE credit_accounts ALTER COLUMN name TYPE varchar COLLATE "C", ALTER COLUMN parent TYPE varchar COLLATE "C";
ALTER TABLE credit_accounts ADD CONSTRAINT credit_accounts_name_once UNIQUE (name);
ALTER TABLE credit_accounts ADD CONSTRAINT credit_accounts_parent_exists
    FOREIGN KEY (parent) REFERENCES credit_accounts (name);

-- Balances, lots and holds are updated in place (HOT): pages keep room, and no index covers a column that changes often.
ALTER TABLE credit_accounts SET (fillfactor = 50);
ALTER TABLE credit_lots SET (fillfactor = 70);
ALTER TABLE credit_holds SET (fillfactor = 70);

-- Follows from what is in the lot, and is never written. No index covers that itself, as it changes often.
ALTER TABLE credit_lots ADD COLUMN open boolean GENERATED ALWAYS AS (remaining > 0 OR held > 0) STORED;

-- For units of work, which look up by a condition on an index and in no other way.
CREATE INDEX credit_lots_open ON credit_lots (account_id) WHERE open;
CREATE INDEX credit_holds_open ON credit_holds (account_id, state, deadline);

-- For the sweep. None of these predicates follows from what a unit of work asks, so none of these is taken for one.
CREATE INDEX credit_lots_expiring ON credit_lots (expires) WHERE open AND expires IS NOT NULL;
CREATE INDEX credit_lots_starting ON credit_lots (starts) WHERE open AND NOT started;
CREATE INDEX credit_holds_due ON credit_holds (deadline) WHERE ended_by IS NULL;
-- what has lapsed is looked for by those who ask what it was used for; nothing else enters it
CREATE INDEX credit_holds_lapsed ON credit_holds (deadline, id) WHERE state = 'LAPSED';

CREATE FUNCTION credit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only: % is refused; a correction is a new entry', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER credit_ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
ALTER TABLE credit_ledger_entries ENABLE ALWAYS TRIGGER credit_ledger_entries_append_only;

-- Writes ride in one round trip with the commit: what did not find its rows must fail before that commit is reached.
CREATE FUNCTION credit_expect(changed bigint, expected bigint, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF changed <> expected THEN
        RAISE EXCEPTION '% of % rows of % found', changed, expected, what USING ERRCODE = 'CR001';
    END IF;
END
$$;
