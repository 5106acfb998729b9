ALTER TABLE "ledger" ADD COLUMN "user_group" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "user_group_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "ledger_with_group" ON "ledger" USING btree ("party_key","team_id") WHERE user_group is not null;