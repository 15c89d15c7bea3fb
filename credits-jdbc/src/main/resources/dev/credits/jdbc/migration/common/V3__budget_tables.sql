-- Trees of accounts, pools, limits and usage: what H2 and PostgreSQL have in common.

ALTER TABLE credit_accounts ADD COLUMN stops boolean DEFAULT FALSE NOT NULL;
ALTER TABLE credit_accounts ADD COLUMN plan varchar;
-- how many limits are in force on it, so that a unit of work knows whether there are any to load
ALTER TABLE credit_accounts ADD COLUMN limits int DEFAULT 0 NOT NULL;

-- account_id is the account whose credits it holds; spender is the one below it that reserved them, via those between
ALTER TABLE credit_holds ADD COLUMN spender varchar;
ALTER TABLE credit_holds ADD COLUMN via varchar;
ALTER TABLE credit_holds ADD COLUMN counted timestamp with time zone;
UPDATE credit_holds SET counted = opened;
ALTER TABLE credit_holds ALTER COLUMN counted SET NOT NULL;

-- spender is the account below this one whose command it is; route tells the rest of the way, and when spending counts
ALTER TABLE credit_ledger_entries ADD COLUMN spender varchar;
ALTER TABLE credit_ledger_entries ADD COLUMN route varchar;
ALTER TABLE credit_ledger_entries ADD COLUMN amendment varchar;

-- What a window allows and what counts in it; most is below zero where there is no limit any more.
CREATE TABLE credit_limits (
    account_id bigint NOT NULL,
    span varchar NOT NULL,
    most bigint NOT NULL,
    zone varchar NOT NULL,
    anchor int NOT NULL,
    shadow boolean NOT NULL,
    lifted_until timestamp with time zone,
    plan varchar,
    period timestamp with time zone NOT NULL,
    extra bigint NOT NULL,
    reset bigint NOT NULL,
    -- how often what was spent was forgiven: spending says how often that had been by then
    pardons int DEFAULT 0 NOT NULL,
    spent bigint NOT NULL,
    held bigint NOT NULL,
    CONSTRAINT credit_limits_pk PRIMARY KEY (account_id, span),
    CONSTRAINT credit_limits_lawful CHECK (
        extra >= 0 AND reset >= 0 AND spent >= 0 AND held >= 0 AND span IN ('CALL', 'DAY', 'WEEK', 'MONTH', 'NONE'))
);

-- What was spent through an account for a feature ('' for none) in a quarter of an hour, less what was reversed of it.
CREATE TABLE credit_usage (
    account_id bigint NOT NULL,
    slot timestamp with time zone NOT NULL,
    feature varchar NOT NULL,
    spent bigint NOT NULL,
    CONSTRAINT credit_usage_pk PRIMARY KEY (account_id, slot, feature)
);
