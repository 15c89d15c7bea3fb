-- Roles for a database that is to be the last line. Run this as the owner of the tables, and again after each migration. The
-- owner need not be a superuser: it makes roles (CREATEROLE) and a schema ({schema}_reader, so CREATE on the database).
-- Roles belong to the whole cluster, so their names have the database in them. In a database named shop:
--
--   {prefix}_shop_app     does everything the library does, and no more: no DDL, no DELETE or TRUNCATE anywhere, no UPDATE of
--                         what is append only, and no UPDATE of a column that no command changes. For the application's login.
--   {prefix}_shop_reader  reads the rows of its own accounts, and changes nothing. It has no right on any table: it sees what
--                         the views in {schema}_reader show, and those show what a function picks before any condition is asked.
--
-- Neither can log in. A login becomes one by membership. A reader is bound to a subject, whose accounts are the one of that
-- name, those below it and its quotas (org:7, org:7/team:2, org:7#exports):
--
--   CREATE ROLE alice LOGIN PASSWORD '...' IN ROLE {prefix}_shop_reader;
--   INSERT INTO {schema}.credit_subjects VALUES ('alice', 'user:42');
--
-- The owner of the tables and superusers are bound by none of this: do not let the application log in as either.
-- Last, this lists who has these roles, and which subjects readers are bound to.

BEGIN;
SET LOCAL client_min_messages = warning;
-- Nothing that somebody may have put on the path is run here with the owner's rights.
SET LOCAL search_path = pg_catalog, pg_temp;

-- Names are of the cluster too: what exists already must have been made for this database and this schema.
DO $$
DECLARE
    mark CONSTANT text := format('Credits of schema %I in database %I', '{schema}', current_database());
    role text;
    role_id oid;
BEGIN
    FOREACH role IN ARRAY ARRAY['_app', '_reader'] LOOP
        role := '{prefix}_' || current_database() || role;
        IF octet_length(role) > 63 OR octet_length('{schema}_reader') > 63 THEN
            RAISE EXCEPTION 'the role % or the schema {schema}_reader has a name of more than 63 bytes', role
                USING HINT = 'Choose a shorter prefix or schema.';
        END IF;
        SELECT oid INTO role_id FROM pg_roles WHERE rolname = role;
        IF role_id IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            EXECUTE format('COMMENT ON ROLE %I IS %L', role, mark);
        ELSIF shobj_description(role_id, 'pg_authid') IS DISTINCT FROM mark THEN
            RAISE EXCEPTION 'the role % exists and was not made for these tables: its comment is not "%"', role, mark
                USING HINT = 'Choose another prefix, or drop that role first.';
        END IF;
    END LOOP;
    IF EXISTS (SELECT 1 FROM pg_namespace
            WHERE nspname = '{schema}_reader' AND NOT pg_has_role(current_user, nspowner, 'USAGE')) THEN
        RAISE EXCEPTION 'the schema {schema}_reader belongs to somebody else';
    END IF;
    -- what somebody else made here under such a name is none of the ledger's, and is given no rights
    SELECT string_agg(found.name, ', ') INTO role
    FROM (SELECT relname AS name, relowner AS owner FROM pg_class WHERE relnamespace = '{schema}'::regnamespace
            UNION ALL
            SELECT proname, proowner FROM pg_proc WHERE pronamespace = '{schema}'::regnamespace) AS found
    WHERE found.name LIKE 'credit!_%' ESCAPE '!' AND found.owner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
    AND found.owner <> (SELECT relowner FROM pg_class WHERE oid = '{schema}.credit_accounts'::regclass);
    IF role IS NOT NULL THEN
        RAISE EXCEPTION 'in the schema {schema}, somebody else than the owner of its tables owns %', role
            USING HINT = 'Drop what is not the ledger''s, and let nobody else create in this schema.';
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS {schema}_reader;

CREATE TABLE IF NOT EXISTS {schema}.credit_subjects (
    -- the login itself, not its name: another of that name is not bound
    login regrole NOT NULL,
    subject varchar COLLATE "C" NOT NULL,
    CONSTRAINT credit_subjects_pk PRIMARY KEY (login, subject),
    CONSTRAINT credit_subjects_named CHECK (subject <> '')
);
DELETE FROM {schema}.credit_subjects s WHERE NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.oid = s.login);

-- What each may do. A table that is not named here is append only: it may be read and added to.
DO $$
DECLARE
    app CONSTANT text := quote_ident('{prefix}_' || current_database() || '_app');
    reader CONSTANT text := quote_ident('{prefix}_' || current_database() || '_reader');
    changed CONSTANT jsonb := '{
        "credit_accounts": ["status", "floor", "available", "held", "earned", "spent", "expired", "moved_in", "moved_out",
            "adjusted", "debt", "lots", "seq", "last_at", "last_hash", "parent", "funding", "stops", "plan", "limits"],
        "credit_lots": ["amount", "remaining", "held", "started"],
        "credit_holds": ["reserved", "captured", "released", "parts", "counted", "deadline", "state", "ended_by"],
        "credit_reversals": ["amount", "reversed"],
        "credit_limits": ["most", "zone", "anchor", "shadow", "lifted_until", "plan", "period", "extra", "reset", "pardons",
            "spent", "held"],
        "credit_usage": ["spent"]}';
    t record;
    f record;
BEGIN
    EXECUTE format('REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, %s, %s', app, reader);
    EXECUTE format('REVOKE ALL ON SCHEMA {schema}_reader FROM PUBLIC, %s, %s', app, reader);
    EXECUTE format('GRANT USAGE ON SCHEMA {schema} TO %s', app);
    EXECUTE format('GRANT USAGE ON SCHEMA {schema}_reader TO %s', reader);
    FOR f IN
        SELECT oid::regprocedure AS spelled, proname AS name FROM pg_proc
        WHERE pronamespace = '{schema}'::regnamespace AND proname LIKE 'credit!_%' ESCAPE '!'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, %s, %s', f.spelled, app, reader);
        IF f.name = 'credit_expect' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', f.spelled, app);
        END IF;
    END LOOP;
    FOR t IN
        SELECT c.relname AS name, format('%I.%I', n.nspname, c.relname) AS spelled,
            (SELECT string_agg(format('%I', a.attname), ', ') FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attidentity = '' AND a.attgenerated = '') AS given,
            (SELECT string_agg(format('%I', e.name), ', ')
                FROM jsonb_array_elements_text(changed -> c.relname::text) AS e (name)) AS changing
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = '{schema}' AND c.relkind = 'r' AND c.relname LIKE 'credit!_%' ESCAPE '!'
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, %s, %s', t.spelled, app, reader);
        IF t.name = 'credit_schema_history' THEN
            EXECUTE format('GRANT SELECT ON %s TO %s', t.spelled, app);
        ELSIF t.name <> 'credit_subjects' THEN
            EXECUTE format('GRANT SELECT, INSERT (%s) ON %s TO %s', t.given, t.spelled, app);
            IF t.changing IS NOT NULL THEN
                EXECUTE format('GRANT UPDATE (%s) ON %s TO %s', t.changing, t.spelled, app);
            END IF;
        END IF;
    END LOOP;
END $$;

-- What a reader sees. The functions have the owner's rights and take no arguments. They are never merged into the statement
-- that calls them, so no condition, plan or message of a reader's comes near a row that is not its own. Conversion rates are
-- everybody's.
DO $$
DECLARE
    reader CONSTANT text := quote_ident('{prefix}_' || current_database() || '_reader');
    own CONSTANT text := '(ARRAY(
        SELECT a.id
        FROM {schema}.credit_subjects s
        JOIN pg_catalog.pg_roles r ON r.oid = s.login
        JOIN {schema}.credit_accounts a ON a.name = s.subject
            OR a.name >= s.subject || ''/'' AND a.name < s.subject || ''0''
            OR a.name >= s.subject || ''#'' AND a.name < s.subject || ''$''
        WHERE r.rolname = session_user))';
    t record;
BEGIN
    FOR t IN
        SELECT format('{schema}_reader.%I', c.relname) AS shown, format('{schema}.%I', c.relname) AS spelled,
            CASE c.relname WHEN 'credit_log' THEN 't.log = ''rates''' WHEN 'credit_accounts' THEN 't.id = ANY ' || own
                ELSE 't.account_id = ANY ' || own END AS condition,
            (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, NULL)), ', ' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS typed,
            (SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            -- names sort by code point here as well
            (SELECT string_agg(format('t.%I', a.attname)
                    || CASE WHEN o.collname = 'C' THEN format(' COLLATE "C" AS %I', a.attname) ELSE '' END,
                    ', ' ORDER BY a.attnum)
                FROM pg_attribute a LEFT JOIN pg_collation o ON o.oid = a.attcollation
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS sorted
        FROM pg_class c
        WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'credit!_%' ESCAPE '!'
        AND (c.relname IN ('credit_accounts', 'credit_log') OR EXISTS (
            SELECT 1 FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped))
    LOOP
        EXECUTE format('DROP VIEW IF EXISTS %s', t.shown);
        EXECUTE format('DROP FUNCTION IF EXISTS %s()', t.shown);
        EXECUTE format('CREATE FUNCTION %s() RETURNS TABLE (%s) LANGUAGE sql STABLE SECURITY DEFINER '
            || 'SET search_path = pg_catalog, pg_temp AS %L',
            t.shown, t.typed, format('SELECT %s FROM %s t WHERE %s', t.columns, t.spelled, t.condition));
        EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s() t', t.shown, t.sorted, t.shown);
        EXECUTE format('REVOKE ALL ON FUNCTION %s() FROM PUBLIC', t.shown);
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', t.shown);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s() TO %s', t.shown, reader);
        EXECUTE format('GRANT SELECT ON %s TO %s', t.shown, reader);
    END LOOP;

    -- a copy, so that the library finds over the views which version it reads
    DROP TABLE IF EXISTS {schema}_reader.credit_schema_history;
    CREATE TABLE {schema}_reader.credit_schema_history (LIKE {schema}.credit_schema_history);
    INSERT INTO {schema}_reader.credit_schema_history TABLE {schema}.credit_schema_history;
    EXECUTE format('GRANT SELECT ON {schema}_reader.credit_schema_history TO %s', reader);
END $$;

SELECT DISTINCT r.rolname AS role, l.rolname AS login, s.subject
FROM pg_roles r
LEFT JOIN pg_auth_members m ON m.roleid = r.oid
LEFT JOIN pg_roles l ON l.oid = m.member
LEFT JOIN {schema}.credit_subjects s ON s.login = l.oid
WHERE shobj_description(r.oid, 'pg_authid') = format('Credits of schema %I in database %I', '{schema}', current_database())
ORDER BY 1, 2, 3;

COMMIT;
