CREATE TABLE "intercom_accounts" (
	"workspace_id" text NOT NULL,
	"app_id" text NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"sealed_token" text NOT NULL,
	"access" text NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	CONSTRAINT "intercom_accounts_workspace_id_app_id_pk" PRIMARY KEY("workspace_id","app_id")
);
--> statement-breakpoint
CREATE TABLE "intercom_agents" (
	"workspace_id" text NOT NULL,
	"app_id" text NOT NULL,
	"member_id" uuid NOT NULL,
	"admin_id" text NOT NULL,
	"admin_name" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "intercom_agents_workspace_id_app_id_member_id_pk" PRIMARY KEY("workspace_id","app_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "intercom_changes" (
	"workspace_id" text NOT NULL,
	"position" bigserial NOT NULL,
	"app_id" text NOT NULL,
	"change" text NOT NULL,
	"detail" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "intercom_changes_workspace_id_position_pk" PRIMARY KEY("workspace_id","position")
);
--> statement-breakpoint
ALTER TABLE "intercom_accounts" ADD CONSTRAINT "intercom_accounts_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intercom_agents" ADD CONSTRAINT "intercom_agents_account" FOREIGN KEY ("workspace_id","app_id") REFERENCES "public"."intercom_accounts"("workspace_id","app_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intercom_agents" ADD CONSTRAINT "intercom_agents_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intercom_changes" ADD CONSTRAINT "intercom_changes_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['intercom_accounts', 'intercom_agents', 'intercom_changes'] LOOP
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
GRANT SELECT, INSERT, UPDATE (name, region, sealed_token, access, connected_at) ON intercom_accounts TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (admin_id, admin_name, linked_at) ON intercom_agents TO heed_app;
--> statement-breakpoint
-- Who widened what, and when, only ever grows.
GRANT SELECT, INSERT ON intercom_changes TO heed_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE intercom_changes_position_seq TO heed_app;
