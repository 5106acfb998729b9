CREATE TABLE "accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp with time zone,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"stripe_account" text NOT NULL,
	"livemode" boolean NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"account_name" text,
	"default_currency" text,
	"country" text,
	"scope" text,
	"state" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"connected_by" uuid,
	"connected_at" timestamp with time zone NOT NULL,
	"disconnected_at" timestamp with time zone,
	"disconnected_by" text,
	"deauthorize_pending" boolean DEFAULT false NOT NULL,
	"endpoint_key" text,
	"signing_secrets" jsonb,
	"settings_version" integer DEFAULT 0 NOT NULL,
	"settings_changed_by" text,
	"settings_changed_at" timestamp with time zone,
	CONSTRAINT "connections_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "connections_account" UNIQUE("team_id","stripe_account","livemode")
);
--> statement-breakpoint
CREATE TABLE "event_settings" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"type" text NOT NULL,
	"on" boolean NOT NULL,
	"trigger_flows" boolean NOT NULL,
	"update_subscriber" boolean NOT NULL,
	"full_name" boolean NOT NULL,
	"user_group" text,
	"on_delete" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" text,
	CONSTRAINT "event_settings_team_id_connection_id_type_pk" PRIMARY KEY("team_id","connection_id","type")
);
--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"session_hash" text NOT NULL,
	"team_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"return_to" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routes" (
	"stripe_account" text NOT NULL,
	"livemode" boolean NOT NULL,
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"state" text NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	"endpoint_key" text,
	CONSTRAINT "routes_stripe_account_livemode_pk" PRIMARY KEY("stripe_account","livemode"),
	CONSTRAINT "routes_endpoint_key" UNIQUE("endpoint_key")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stripe_event_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"party_key" text,
	"occurred_at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL,
	"body" jsonb NOT NULL,
	"decision" jsonb,
	"normalizer_version" smallint NOT NULL,
	"outflow_at" timestamp with time zone,
	CONSTRAINT "events_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "events_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id")
);
--> statement-breakpoint
CREATE TABLE "waiting" (
	"team_id" uuid NOT NULL,
	"key" text NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "waiting_team_id_key_event_id_pk" PRIMARY KEY("team_id","key","event_id")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	"aspect" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"rank" smallint NOT NULL,
	"event_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "facts_pk" PRIMARY KEY("team_id","connection_id","object_id","aspect","at","rank","event_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stripe_event_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"livemode" boolean NOT NULL,
	"created" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"raw" "bytea" NOT NULL,
	CONSTRAINT "inbox_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "inbox_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id")
);
--> statement-breakpoint
CREATE TABLE "inbox_queue" (
	"team_id" uuid NOT NULL,
	"priority" smallint NOT NULL,
	"id" uuid NOT NULL,
	"bytes" integer NOT NULL,
	"why" text NOT NULL,
	"not_before" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "inbox_queue_team_id_priority_id_pk" PRIMARY KEY("team_id","priority","id")
);
--> statement-breakpoint
CREATE TABLE "unrouted" (
	"stripe_account" text NOT NULL,
	"livemode" boolean NOT NULL,
	"stripe_event_id" text NOT NULL,
	"type" text NOT NULL,
	"created" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"raw" "bytea" NOT NULL,
	CONSTRAINT "unrouted_stripe_account_livemode_stripe_event_id_pk" PRIMARY KEY("stripe_account","livemode","stripe_event_id")
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"charge_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"party_key" text,
	"currency" text NOT NULL,
	"captured" bigint NOT NULL,
	"refunded" bigint NOT NULL,
	"withdrawn" bigint NOT NULL,
	"reinstated" bigint NOT NULL,
	"net" bigint NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "ledger_team_id_connection_id_charge_id_pk" PRIMARY KEY("team_id","connection_id","charge_id")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"subscription_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"party_key" text,
	"status" text NOT NULL,
	"currency" text,
	"mrr" bigint NOT NULL,
	"plan" text,
	"plan_interval" text,
	"started_at" timestamp with time zone,
	CONSTRAINT "subscriptions_team_id_connection_id_subscription_id_pk" PRIMARY KEY("team_id","connection_id","subscription_id")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "counters_name_window_start_pk" PRIMARY KEY("name","window_start")
);
--> statement-breakpoint
CREATE TABLE "dev_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"pool_ids" text[] DEFAULT '{}' NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject" text,
	"detail" jsonb,
	CONSTRAINT "audit_log_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"reporting_currency" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sites_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"team_id" uuid NOT NULL,
	"key" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"subscriber_id" uuid,
	"email" text,
	"email_at" timestamp with time zone,
	"name" text,
	"name_at" timestamp with time zone,
	"user_group" text,
	"user_group_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"on_delete" text,
	CONSTRAINT "parties_team_id_key_site_id_livemode_pk" PRIMARY KEY("team_id","key","site_id","livemode")
);
--> statement-breakpoint
CREATE TABLE "subscribers" (
	"team_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text,
	"currency" text,
	"lifetime_value_by_currency" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"mrr_by_currency" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reporting_currency" text,
	"lifetime_value" bigint,
	"mrr" bigint,
	"plan" text,
	"plan_interval" text,
	"subscription_status" text,
	"user_group" text,
	"unsubscribed_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"merged_into" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscribers_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "subscribers_email" UNIQUE("team_id","site_id","livemode","email_key")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_keyHash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"team_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "team_members_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_team_id_site_id_sites_team_id_id_fk" FOREIGN KEY ("team_id","site_id") REFERENCES "public"."sites"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connections_site" ON "connections" USING btree ("team_id","site_id");--> statement-breakpoint
CREATE INDEX "routes_connection" ON "routes" USING btree ("team_id","connection_id");--> statement-breakpoint
CREATE INDEX "events_of_site" ON "events" USING btree ("team_id","site_id","livemode","id") WHERE status in ('processed', 'waiting');--> statement-breakpoint
CREATE INDEX "events_of_site_type" ON "events" USING btree ("team_id","site_id","livemode","type","id") WHERE status in ('processed', 'waiting');--> statement-breakpoint
CREATE INDEX "events_of_party" ON "events" USING btree ("party_key","id") WHERE party_key is not null;--> statement-breakpoint
CREATE INDEX "events_by_status" ON "events" USING btree ("connection_id","status","id");--> statement-breakpoint
CREATE INDEX "events_open_outflow" ON "events" USING btree ("team_id","id") WHERE outflow_at is null;--> statement-breakpoint
CREATE INDEX "waiting_by_event" ON "waiting" USING btree ("event_id","team_id");--> statement-breakpoint
CREATE INDEX "inbox_by_connection" ON "inbox" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "unrouted_received" ON "unrouted" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "ledger_of_party" ON "ledger" USING btree ("party_key","team_id");--> statement-breakpoint
CREATE INDEX "subscriptions_of_party" ON "subscriptions" USING btree ("party_key","team_id");--> statement-breakpoint
CREATE INDEX "dev_mails_recipient" ON "dev_mails" USING btree ("recipient");--> statement-breakpoint
CREATE INDEX "parties_of_subscriber" ON "parties" USING btree ("subscriber_id","team_id");--> statement-breakpoint
CREATE INDEX "subscribers_of_site" ON "subscribers" USING btree ("team_id","site_id","livemode","id") WHERE deleted_at is null and merged_into is null;--> statement-breakpoint
CREATE INDEX "api_keys_team" ON "api_keys" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "invitations_team" ON "invitations" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "team_members_user" ON "team_members" USING btree ("user_id");