CREATE TABLE "source_flags" (
	"workspace_id" text NOT NULL,
	"flag_id" bigserial NOT NULL,
	"suggestion_id" text NOT NULL,
	"source_id" text NOT NULL,
	"document_id" text,
	"title" text NOT NULL,
	"owner" text,
	"problem" text,
	"note" text,
	"intent_id" text,
	"release_number" integer NOT NULL,
	"member_id" uuid NOT NULL,
	"flagged_at" timestamp with time zone NOT NULL,
	"revision" bigint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "source_flags_workspace_id_flag_id_pk" PRIMARY KEY("workspace_id","flag_id"),
	CONSTRAINT "source_flags_once" UNIQUE("workspace_id","suggestion_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "source_flags" ADD CONSTRAINT "source_flags_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_flags" ADD CONSTRAINT "source_flags_suggestion" FOREIGN KEY ("workspace_id","suggestion_id") REFERENCES "public"."suggestions"("workspace_id","suggestion_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "source_flags_of_document" ON "source_flags" USING btree ("workspace_id","document_id");
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql.
ALTER TABLE "source_flags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "source_flags" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "source_flags"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (problem, note, flagged_at, revision, closed_at) ON "source_flags" TO heed_app;--> statement-breakpoint
GRANT USAGE ON SEQUENCE "source_flags_flag_id_seq" TO heed_app;
