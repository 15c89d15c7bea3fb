-- The price book on PostgreSQL: the guards of what is append only.

CREATE TRIGGER credit_price_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_price_versions
    FOR EACH STATEMENT EXECUTE FUNCTION credit_refuse_change();
ALTER TABLE credit_price_versions ENABLE ALWAYS TRIGGER credit_price_versions_append_only;
