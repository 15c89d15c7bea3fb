-- Roles for a database that is to be the last line: run once by the owner of the tables, and again after each migration.
--
--   {prefix}_app     everything the library does, and no more: no DDL, no DELETE or TRUNCATE anywhere, no UPDATE of what is
--                    append only. For the application's own login.
--   {prefix}_tenant  the same on the rows of its own accounts only, and nobody else's are to be seen. It sees conversion
--                    rates, but publishes none, and no prices. Limits and plans are the application's to set; so is under
--                    whom an account stands, but when it is opened, and then never under another subject's.
--   {prefix}_reader  sees the rows of its own accounts only, and changes nothing.
--
-- None of them can log in. A login becomes one by membership, and a tenant or reader is bound to a subject, whose accounts
-- are the one of that name and those below it (org:7, org:7/team:2):
--
--   CREATE ROLE alice LOGIN PASSWORD '...' IN ROLE {prefix}_reader;
--   INSERT INTO {schema}.credit_subjects VALUES ('alice', 'user:42');
--
-- The owner of the tables and superusers are bound by none of this: do not let the application log in as either.

BEGIN;
SET LOCAL client_min_messages = warning;

DO $$
DECLARE role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['{prefix}_app', '{prefix}_tenant', '{prefix}_reader'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', role);
        END IF;
    END LOOP;
END $$;

CREATE TABLE IF NOT EXISTS {schema}.credit_subjects (
    role_name name NOT NULL,
    subject varchar COLLATE "C" NOT NULL,
    CONSTRAINT credit_subjects_pk PRIMARY KEY (role_name, subject),
    CONSTRAINT credit_subjects_named CHECK (subject <> '')
);

REVOKE ALL ON SCHEMA {schema} FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC;
GRANT USAGE ON SCHEMA {schema} TO {prefix}_app, {prefix}_tenant, {prefix}_reader;
GRANT EXECUTE ON FUNCTION {schema}.credit_expect TO {prefix}_app, {prefix}_tenant;

-- What each may do: an append-only table is one that the library's trigger guards.
DO $$
DECLARE
    every CONSTANT text := '{prefix}_app, {prefix}_tenant, {prefix}_reader';
    lasting CONSTANT name[] := ARRAY['id', 'account_id', 'name', 'unit', 'scale', 'number', 'transaction_id',
        'command_key', 'opened', 'spender', 'via', 'span', 'slot', 'feature'];
    settled CONSTANT name[] := ARRAY['parent', 'funding', 'stops', 'plan', 'limits'];
    t record;
BEGIN
    FOR t IN
        SELECT c.relname AS name,
            format('%I.%I', n.nspname, c.relname) AS spelled,
            EXISTS (SELECT 1 FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
                WHERE g.tgrelid = c.oid AND p.proname = 'credit_refuse_change') AS append_only,
            EXISTS (SELECT 1 FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped) AS of_account,
            -- what a row is, and whose, never changes
            (SELECT string_agg(format('%I', a.attname), ', ') FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attname <> ALL (lasting)) AS changing,
            (SELECT string_agg(format('%I', a.attname), ', ') FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attname <> ALL (lasting || settled)) AS changing_by_tenants
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = '{schema}' AND c.relkind = 'r' AND c.relname LIKE 'credit!_%' ESCAPE '!'
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, ' || every, t.spelled);
        IF t.name IN ('credit_schema_history', 'credit_subjects') THEN
            EXECUTE format('GRANT SELECT ON %s TO ' || every, t.spelled);
        ELSIF t.append_only THEN
            EXECUTE format('GRANT SELECT, INSERT ON %s TO {prefix}_app', t.spelled);
        ELSE
            EXECUTE format('GRANT SELECT, INSERT, UPDATE (%s) ON %s TO {prefix}_app', t.changing, t.spelled);
        END IF;
        IF t.name = 'credit_accounts' OR t.of_account THEN
            EXECUTE format('GRANT SELECT, INSERT ON %s TO {prefix}_tenant', t.spelled);
            IF NOT t.append_only THEN
                EXECUTE format('GRANT UPDATE (%s) ON %s TO {prefix}_tenant', t.changing_by_tenants, t.spelled);
            END IF;
            EXECUTE format('GRANT SELECT ON %s TO {prefix}_reader', t.spelled);
            EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.spelled);
            EXECUTE format('DROP POLICY IF EXISTS {prefix}_app ON %s', t.spelled);
            EXECUTE format('CREATE POLICY {prefix}_app ON %s TO {prefix}_app USING (true)', t.spelled);
        ELSIF t.name = 'credit_conversions' THEN
            EXECUTE format('GRANT SELECT ON %s TO {prefix}_tenant, {prefix}_reader', t.spelled);
        END IF;
        IF t.of_account THEN
            -- the accounts that are asked for here are those that the one who asks may see
            EXECUTE format('DROP POLICY IF EXISTS {prefix}_own ON %s', t.spelled);
            EXECUTE format('CREATE POLICY {prefix}_own ON %s TO {prefix}_tenant, {prefix}_reader '
                || 'USING (EXISTS (SELECT 1 FROM {schema}.credit_accounts a WHERE a.id = account_id))', t.spelled);
        END IF;
    END LOOP;
END $$;

ALTER TABLE {schema}.credit_subjects ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS {prefix}_own ON {schema}.credit_subjects;
CREATE POLICY {prefix}_own ON {schema}.credit_subjects
    TO {prefix}_app, {prefix}_tenant, {prefix}_reader USING (role_name = current_user);

DROP POLICY IF EXISTS {prefix}_own ON {schema}.credit_accounts;
CREATE POLICY {prefix}_own ON {schema}.credit_accounts TO {prefix}_tenant, {prefix}_reader
    USING (EXISTS (
        SELECT 1 FROM {schema}.credit_subjects s
        WHERE s.role_name = current_user AND (name = s.subject OR starts_with(name, s.subject || '/'))));

-- A foreign key looks past security by row: an account must not come to stand, and to spend, under another subject's.
DROP POLICY IF EXISTS {prefix}_under_own ON {schema}.credit_accounts;
CREATE POLICY {prefix}_under_own ON {schema}.credit_accounts AS RESTRICTIVE FOR INSERT TO {prefix}_tenant
    WITH CHECK (parent IS NULL OR EXISTS (
        SELECT 1 FROM {schema}.credit_subjects s
        WHERE s.role_name = current_user AND (parent = s.subject OR starts_with(parent, s.subject || '/'))));

COMMIT;
