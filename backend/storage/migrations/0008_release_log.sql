CREATE TABLE "release_log" (
	"workspace_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"number" integer NOT NULL,
	"knowledge_hash" text NOT NULL,
	"workflow_hash" text NOT NULL,
	"behaviour_hash" text NOT NULL,
	"live" integer,
	"by" text NOT NULL,
	CONSTRAINT "release_log_workspace_id_sequence_pk" PRIMARY KEY("workspace_id","sequence"),
	CONSTRAINT "release_log_action" CHECK ("release_log"."action" in ('created', 'rolled_back'))
);
--> statement-breakpoint
ALTER TABLE "release_log" ADD CONSTRAINT "release_log_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql. The log only ever grows.
ALTER TABLE "release_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "release_log" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "release_log"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT ON "release_log" TO heed_app;
