-- Accounts, lots, holds and the append-only ledger: what H2 and PostgreSQL have in common.
-- Amounts are whole minor units of the account's unit. Names are texts; ids are this database's own business.
-- Every CHECK is read and prepared anew by each statement that writes its table, so each table has one, of plain comparisons.
-- What it does not name (the kinds of entries, the sources of lots, texts with a form of their own) verification reads.
-- Rows name their account without a foreign key: they are written under a lock on it, and accounts are never deleted.

CREATE TABLE credit_accounts (
    id bigint GENERATED ALWAYS AS IDENTITY,
    name varchar NOT NULL,
    unit varchar NOT NULL,
    scale int NOT NULL,
    parent varchar,
    funding varchar NOT NULL,
    status varchar NOT NULL,
    floor bigint NOT NULL,
    available bigint NOT NULL,
    held bigint NOT NULL,
    earned bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    moved_in bigint NOT NULL,
    moved_out bigint NOT NULL,
    adjusted bigint NOT NULL,
    debt bigint NOT NULL,
    lots int NOT NULL,
    seq bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    last_hash bytea NOT NULL,
    CONSTRAINT credit_accounts_pk PRIMARY KEY (id),
    -- the sum in an order in which no part of it goes beyond a bigint, unless the account's own figures do;
    -- an account that counts has no credits: its available is what it has counted
    CONSTRAINT credit_accounts_lawful CHECK (
        available >= floor AND floor <= 0 AND held >= 0 AND debt >= 0
        AND (earned - spent) + (moved_in - moved_out) - expired = available + held
        AND status IN ('OPEN', 'PAUSED', 'FROZEN', 'CLOSED') AND funding IN ('OWN', 'PARENT', 'METERED')
        AND (status <> 'CLOSED' OR (held = 0 AND (available = 0 OR funding = 'METERED'))))
);

CREATE TABLE credit_lots (
    account_id bigint NOT NULL,
    number int NOT NULL,
    source varchar NOT NULL,
    priority int NOT NULL,
    starts timestamp with time zone,
    expires timestamp with time zone,
    cost_amount numeric(45, 15),
    cost_currency varchar,
    cost_basis bigint,
    arrived timestamp with time zone NOT NULL,
    -- whether credits that are moved to the account on the same terms join it, which adds to its amount
    gathers boolean NOT NULL,
    amount bigint NOT NULL,
    remaining bigint NOT NULL,
    held bigint NOT NULL,
    started boolean NOT NULL,
    CONSTRAINT credit_lots_pk PRIMARY KEY (account_id, number),
    CONSTRAINT credit_lots_lawful CHECK (remaining >= 0 AND held >= 0 AND remaining <= amount - held)
);

CREATE TABLE credit_holds (
    id uuid NOT NULL,
    account_id bigint NOT NULL,
    command_key varchar NOT NULL,
    reserved bigint NOT NULL,
    captured bigint NOT NULL,
    released bigint NOT NULL,
    parts varchar NOT NULL,
    opened timestamp with time zone NOT NULL,
    deadline timestamp with time zone NOT NULL,
    state varchar NOT NULL,
    ended_by varchar,
    feature varchar,
    CONSTRAINT credit_holds_pk PRIMARY KEY (id),
    -- not the other way round: a hold of zero, and one captured whole, stay open until they are ended
    CONSTRAINT credit_holds_lawful CHECK (
        captured >= 0 AND released >= 0 AND captured <= reserved - released
        AND state IN ('OPEN', 'SETTLED', 'RELEASED', 'LAPSED') AND (state = 'OPEN') = (ended_by IS NULL)
        AND (state = 'OPEN' OR captured = reserved - released))
);

CREATE TABLE credit_ledger_entries (
    transaction_id uuid NOT NULL,
    leg int NOT NULL,
    account_id bigint NOT NULL,
    seq bigint NOT NULL,
    kind varchar NOT NULL,
    available_change bigint NOT NULL,
    held_change bigint NOT NULL,
    available bigint NOT NULL,
    held bigint NOT NULL,
    moves varchar NOT NULL,
    counterparty varchar,
    hold_key varchar,
    reverses_key varchar,
    shortfall bigint NOT NULL,
    command_key varchar NOT NULL,
    actor varchar NOT NULL,
    reason varchar,
    feature varchar,
    metadata varchar,
    happened_at timestamp with time zone,
    booked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    fingerprint bytea,
    hash bytea NOT NULL,
    -- keys are looked up by this one alone: the id is derived from account and key
    CONSTRAINT credit_ledger_entries_pk PRIMARY KEY (transaction_id, leg),
    CONSTRAINT credit_ledger_entries_seq_once UNIQUE (account_id, seq),
    CONSTRAINT credit_ledger_entries_lawful CHECK (seq >= 1 AND held >= 0)
);

CREATE TABLE credit_reversals (
    transaction_id uuid NOT NULL,
    account_id bigint NOT NULL,
    amount bigint NOT NULL,
    reversed bigint NOT NULL,
    CONSTRAINT credit_reversals_pk PRIMARY KEY (transaction_id),
    CONSTRAINT credit_reversals_lawful CHECK (reversed > 0 AND reversed <= amount)
);

CREATE INDEX credit_reversals_by_account ON credit_reversals (account_id);

