CREATE TABLE "model_budgets" (
	"workspace_id" text NOT NULL,
	"tokens" bigint,
	"money_micros" bigint,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "model_budgets_workspace_id_pk" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
CREATE TABLE "model_usage" (
	"workspace_id" text NOT NULL,
	"month" text NOT NULL,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"money_micros" bigint NOT NULL,
	CONSTRAINT "model_usage_workspace_id_month_pk" PRIMARY KEY("workspace_id","month")
);
--> statement-breakpoint
ALTER TABLE "model_budgets" ADD CONSTRAINT "model_budgets_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_usage" ADD CONSTRAINT "model_usage_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- By hand, as in 0001_row_level_security.sql.
ALTER TABLE "model_budgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "model_budgets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "model_budgets"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (tokens, money_micros, set_at) ON "model_budgets" TO heed_app;--> statement-breakpoint
ALTER TABLE "model_usage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "model_usage" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY own_workspace ON "model_usage"
  USING (workspace_id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), ''));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (input_tokens, output_tokens, money_micros) ON "model_usage" TO heed_app;
