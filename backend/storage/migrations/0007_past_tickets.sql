CREATE TABLE "past_tickets" (
	"workspace_id" text NOT NULL,
	"helpdesk" text NOT NULL,
	"account_key" text NOT NULL,
	"ticket_id" text NOT NULL,
	"solved_at" timestamp with time zone,
	"subject" text,
	"question" text NOT NULL,
	"kept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "past_tickets_once" PRIMARY KEY("workspace_id","helpdesk","account_key","ticket_id")
);
--> statement-breakpoint
ALTER TABLE "past_tickets" ADD CONSTRAINT "past_tickets_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql. Read anew, a ticket is written over.
ALTER TABLE "past_tickets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "past_tickets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "past_tickets"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (solved_at, subject, question, kept_at) ON "past_tickets" TO heed_app;
