-- Logs on PostgreSQL: the guards of what is append only.

CREATE TRIGGER credit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_log
    FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
ALTER TABLE credit_log ENABLE ALWAYS TRIGGER credit_log_append_only;
