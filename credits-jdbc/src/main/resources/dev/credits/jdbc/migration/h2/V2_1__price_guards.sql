-- The price book on H2: the guards of what is append only.

CREATE TRIGGER credit_price_versions_append_only BEFORE UPDATE, DELETE ON credit_price_versions
    FOR EACH ROW CALL 'dev.credits.jdbc.internal.h2.AppendOnlyTrigger';

-- No trigger fires on TRUNCATE, but a table that a foreign key refers to cannot be truncated; this one refers to itself.
ALTER TABLE credit_price_versions ADD CONSTRAINT credit_price_versions_no_truncate
    FOREIGN KEY (number) REFERENCES credit_price_versions (number);
