ALTER TABLE "parties" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "currency_at" timestamp with time zone;