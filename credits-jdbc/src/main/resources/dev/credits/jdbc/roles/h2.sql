-- Rights for an application that is not the owner of its H2: run by an administrator, and again after each migration.
-- {prefix}_app does everything the library does, and no DDL, no DELETE or TRUNCATE, no UPDATE of what is append only:
--
--   CREATE USER IF NOT EXISTS app PASSWORD '...';
--   GRANT {prefix}_app TO app;
--
-- H2 has no security by row. Whoever can read the file, or is an administrator, is bound by none of this.

CREATE ROLE IF NOT EXISTS {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_accounts TO {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_lots TO {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_holds TO {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_reversals TO {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_limits TO {prefix}_app;
GRANT SELECT, INSERT, UPDATE ON {schema}.credit_usage TO {prefix}_app;
GRANT SELECT, INSERT ON {schema}.credit_ledger_entries TO {prefix}_app;
GRANT SELECT, INSERT ON {schema}.credit_log TO {prefix}_app;
GRANT SELECT ON {schema}."credit_schema_history" TO {prefix}_app;
