-- Logs on H2: the guards of what is append only.

CREATE TRIGGER credit_log_append_only BEFORE UPDATE, DELETE ON credit_log
    FOR EACH ROW CALL 'dev.credits.jdbc.internal.h2.AppendOnlyTrigger';

-- No trigger fires on TRUNCATE, but a table that a foreign key refers to cannot be truncated; this one refers to itself.
ALTER TABLE credit_log ADD CONSTRAINT credit_log_no_truncate
    FOREIGN KEY (log, number) REFERENCES credit_log (log, number);
