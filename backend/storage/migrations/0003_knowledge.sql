CREATE TABLE "knowledge_contents" (
	"workspace_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "knowledge_contents_workspace_id_content_hash_pk" PRIMARY KEY("workspace_id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "knowledge_items" (
	"workspace_id" text NOT NULL,
	"source_id" text NOT NULL,
	"item_id" text NOT NULL,
	"title" text NOT NULL,
	"content_hash" text,
	"left_out" text,
	"seen_run" integer NOT NULL,
	"seen_hash" text,
	"seen_left_out" text,
	CONSTRAINT "knowledge_items_workspace_id_source_id_item_id_pk" PRIMARY KEY("workspace_id","source_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_labels" (
	"workspace_id" text NOT NULL,
	"document_id" text NOT NULL,
	"labels" jsonb NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "knowledge_labels_workspace_id_document_id_pk" PRIMARY KEY("workspace_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_sources" (
	"workspace_id" text NOT NULL,
	"source_id" text NOT NULL,
	"run" integer NOT NULL,
	"state" text NOT NULL,
	"run_token" text NOT NULL,
	"settings_hash" text NOT NULL,
	"cursor" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"read_up_to" timestamp with time zone,
	CONSTRAINT "knowledge_sources_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "knowledge_contents" ADD CONSTRAINT "knowledge_contents_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_items" ADD CONSTRAINT "knowledge_items_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_labels" ADD CONSTRAINT "knowledge_labels_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- By hand from here on, as in 0001_row_level_security.sql: who may see which rows.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'knowledge_sources', 'knowledge_items', 'knowledge_contents', 'knowledge_labels'
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
-- Contents are versions: they only ever grow.
GRANT SELECT, INSERT ON knowledge_contents TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (run, state, run_token, settings_hash, cursor, started_at, finished_at, read_up_to)
  ON knowledge_sources TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (title, content_hash, left_out, seen_run, seen_hash, seen_left_out)
  ON knowledge_items TO heed_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (labels, set_at) ON knowledge_labels TO heed_app;
