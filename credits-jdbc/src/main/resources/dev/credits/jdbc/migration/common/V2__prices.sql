-- The price book: one list of everything that was ever published, which only grows. What is in force follows from it.

CREATE TABLE credit_price_versions (
    -- numbered by the library, without a gap: the key lets one of two publishers through
    number bigint NOT NULL,
    kind varchar NOT NULL,
    subject varchar NOT NULL,
    effective timestamp with time zone NOT NULL,
    -- the item as JSON; null withdraws what held
    content varchar,
    actor varchar NOT NULL,
    reason varchar NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT credit_price_versions_pk PRIMARY KEY (number),
    CONSTRAINT credit_price_versions_number_counts CHECK (number >= 1),
    CONSTRAINT credit_price_versions_kind_known
        CHECK (kind IN ('CARD', 'DEFAULTS', 'MARGIN', 'VALUE', 'ROUNDING', 'FIXED', 'BUNDLE')),
    CONSTRAINT credit_price_versions_not_backdated CHECK (effective >= published_at)
);

CREATE INDEX credit_price_versions_by_kind ON credit_price_versions (kind, number);
