-- Who may see which rows. Written by hand; the tables themselves are in 0000_tables.sql.
--
-- The app's queries run as heed_app (see ../in-workspace.ts), which owns nothing, cannot log in and cannot bypass
-- policies. Superusers skip policies even with FORCE, and PGlite always connects as one: hence SET ROLE.
-- Roles belong to the whole server, so another database may have made this one already.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heed_app') THEN
    CREATE ROLE heed_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  END IF;
  IF NOT pg_has_role(CURRENT_USER, 'heed_app', 'MEMBER') THEN
    EXECUTE format('GRANT heed_app TO %I', CURRENT_USER);
  END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO heed_app;
--> statement-breakpoint
-- A row is seen, and may be written, only in a transaction that has set its workspace. No workspace: no rows.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'workspaces', 'members', 'pairing_codes', 'tokens', 'releases', 'embeddings',
    'suggestions', 'signals', 'suggestion_outcomes', 'dead_letters'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I
         USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), ''''))
         WITH CHECK (workspace_id = nullif(current_setting(''app.workspace_id'', true), ''''))',
      name
    );
  END LOOP;
END
$$;
--> statement-breakpoint
-- The owner makes and lists workspaces; of what is in them it sees no more than anybody else (FORCE).
CREATE POLICY owner_lists ON workspaces TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- What the app may do with each table. The log and the dead letters only ever grow.
GRANT SELECT ON workspaces TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON members, releases, embeddings, signals, dead_letters TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at) ON pairing_codes TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (revoked_at) ON tokens TO heed_app;
--> statement-breakpoint
GRANT UPDATE (rolled_back_at) ON releases TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (record, answer, failure, created_at) ON suggestions TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (revision, outcome, displayed, inserted, received_at) ON suggestion_outcomes TO heed_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE signals_position_seq, dead_letters_position_seq TO heed_app;
