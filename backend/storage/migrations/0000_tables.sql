CREATE TABLE "dead_letters" (
	"workspace_id" text NOT NULL,
	"position" bigserial NOT NULL,
	"letter_hash" text NOT NULL,
	"signal_id" text,
	"reason" text NOT NULL,
	"body" text,
	"member_id" uuid NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dead_letters_workspace_id_position_pk" PRIMARY KEY("workspace_id","position"),
	CONSTRAINT "dead_letters_once" UNIQUE("workspace_id","letter_hash")
);
--> statement-breakpoint
CREATE TABLE "embeddings" (
	"workspace_id" text NOT NULL,
	"embedder" text NOT NULL,
	"text_hash" text NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "embeddings_workspace_id_embedder_text_hash_pk" PRIMARY KEY("workspace_id","embedder","text_hash")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"workspace_id" text NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "members_workspace_id_member_id_pk" PRIMARY KEY("workspace_id","member_id"),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('agent', 'lead', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "pairing_codes" (
	"workspace_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "pairing_codes_workspace_id_code_hash_pk" PRIMARY KEY("workspace_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"workspace_id" text NOT NULL,
	"number" integer NOT NULL,
	"pack_name" text NOT NULL,
	"pack" jsonb NOT NULL,
	"knowledge_hash" text NOT NULL,
	"workflow_hash" text NOT NULL,
	"behaviour_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"rolled_back_at" timestamp with time zone,
	CONSTRAINT "releases_workspace_id_number_pk" PRIMARY KEY("workspace_id","number")
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"workspace_id" text NOT NULL,
	"position" bigserial NOT NULL,
	"signal_id" text NOT NULL,
	"suggestion_id" text NOT NULL,
	"revision" bigint NOT NULL,
	"member_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"arrival" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signals_workspace_id_position_pk" PRIMARY KEY("workspace_id","position"),
	CONSTRAINT "signals_once" UNIQUE("workspace_id","signal_id")
);
--> statement-breakpoint
CREATE TABLE "suggestion_outcomes" (
	"workspace_id" text NOT NULL,
	"suggestion_id" text NOT NULL,
	"revision" bigint NOT NULL,
	"outcome" text NOT NULL,
	"displayed" boolean NOT NULL,
	"inserted" boolean NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suggestion_outcomes_workspace_id_suggestion_id_pk" PRIMARY KEY("workspace_id","suggestion_id")
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"workspace_id" text NOT NULL,
	"suggestion_id" text NOT NULL,
	"member_id" uuid NOT NULL,
	"record" jsonb,
	"answer" text,
	"failure" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suggestions_workspace_id_suggestion_id_pk" PRIMARY KEY("workspace_id","suggestion_id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"workspace_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"member_id" uuid NOT NULL,
	"device_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "tokens_workspace_id_token_hash_pk" PRIMARY KEY("workspace_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workspaces_id" CHECK ("workspaces"."workspace_id" <> '')
);
--> statement-breakpoint
ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letters_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embeddings" ADD CONSTRAINT "embeddings_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_suggestion" FOREIGN KEY ("workspace_id","suggestion_id") REFERENCES "public"."suggestions"("workspace_id","suggestion_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_outcomes" ADD CONSTRAINT "suggestion_outcomes_suggestion" FOREIGN KEY ("workspace_id","suggestion_id") REFERENCES "public"."suggestions"("workspace_id","suggestion_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_member" FOREIGN KEY ("workspace_id","member_id") REFERENCES "public"."members"("workspace_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "signals_of_suggestion" ON "signals" USING btree ("workspace_id","suggestion_id");