CREATE TABLE "exchange_rates" (
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"in_currency" text NOT NULL,
	"rate" numeric NOT NULL,
	CONSTRAINT "exchange_rates_currency_in_currency_day_pk" PRIMARY KEY("currency","in_currency","day")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"invoice_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"livemode" boolean NOT NULL,
	"party_key" text,
	"currency" text,
	"total" bigint,
	"total_excluding_tax" bigint,
	"paid_off_stripe" bigint,
	"paid_at" timestamp with time zone,
	"charge_id" text,
	"payment_intent_id" text,
	"subscription_id" text,
	CONSTRAINT "invoices_team_id_connection_id_invoice_id_livemode_pk" PRIMARY KEY("team_id","connection_id","invoice_id","livemode")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"team_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"product_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text,
	"is_deleted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "products_team_id_connection_id_product_id_livemode_pk" PRIMARY KEY("team_id","connection_id","product_id","livemode")
);
--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "ignored_customers" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "event_settings" ADD COLUMN "filter" jsonb;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "derived_from" uuid;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "payment_intent_id" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "invoice_id" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "settled" bigint;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "settled_currency" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "product_id" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "price_id" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "quantity" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "trial_end" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "current_period_end" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "cancel_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "canceled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "rests_on" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "mrr_notes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "money_policy" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "moved_to" text;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "moved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "lifetime_value_not_converted" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "mrr_not_converted" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "invoices_of_party" ON "invoices" USING btree ("party_key","team_id");--> statement-breakpoint
CREATE INDEX "invoices_of_charge" ON "invoices" USING btree ("charge_id","connection_id");--> statement-breakpoint
CREATE INDEX "invoices_of_payment" ON "invoices" USING btree ("payment_intent_id","connection_id");--> statement-breakpoint
select sluice_protect(t::regclass) from unnest(array['invoices', 'products']) t;
--> statement-breakpoint
-- Rates are the operator's, for all teams alike: the applier reads them while it computes figures, and changes none.
grant select on exchange_rates to sluice_tenant;
