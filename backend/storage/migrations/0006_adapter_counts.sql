CREATE TABLE "adapter_counts" (
	"workspace_id" text NOT NULL,
	"batch_id" text NOT NULL,
	"day" date NOT NULL,
	"helpdesk" text NOT NULL,
	"extension_version" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"n" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "adapter_counts_once" PRIMARY KEY("workspace_id","batch_id","day","helpdesk","extension_version","kind","name","position")
);
--> statement-breakpoint
ALTER TABLE "adapter_counts" ADD CONSTRAINT "adapter_counts_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adapter_counts_of_day" ON "adapter_counts" USING btree ("workspace_id","day");
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql.
ALTER TABLE "adapter_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "adapter_counts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "adapter_counts"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT ON "adapter_counts" TO heed_app;
