-- Logs: dated data of no account, which only grows: prices, conversion rates. What is in force follows from its log.

CREATE TABLE credit_log (
    log varchar NOT NULL,
    -- numbered by the library, without a gap: the key lets one of two publishers through
    number bigint NOT NULL,
    kind varchar NOT NULL,
    subject varchar NOT NULL,
    effective timestamp with time zone NOT NULL,
    codec int NOT NULL,
    -- null withdraws what held
    content varchar,
    actor varchar NOT NULL,
    reason varchar NOT NULL,
    -- one key, one line; prices have none
    command_key varchar,
    published_at timestamp with time zone NOT NULL,
    previous_hash bytea NOT NULL,
    -- of the whole line and the hash before it
    hash bytea NOT NULL,
    CONSTRAINT credit_log_pk PRIMARY KEY (log, number),
    CONSTRAINT credit_log_one_follows UNIQUE (log, previous_hash),
    CONSTRAINT credit_log_key_once UNIQUE (log, command_key),
    CONSTRAINT credit_log_number_counts CHECK (number >= 1),
    CONSTRAINT credit_log_reason_given CHECK (reason <> ''),
    CONSTRAINT credit_log_not_backdated CHECK (effective >= published_at),
    CONSTRAINT credit_log_hashes_whole CHECK (octet_length(previous_hash) = 32 AND octet_length(hash) = 32)
);

CREATE INDEX credit_log_by_kind ON credit_log (log, kind, number);
CREATE INDEX credit_log_by_subject ON credit_log (subject, log);
