ALTER TABLE "parties" ADD COLUMN "email_key" text;--> statement-breakpoint
CREATE INDEX "parties_merged" ON "parties" USING btree ("moved_to","team_id") WHERE moved_to is not null;--> statement-breakpoint
-- A merge named an address; now it names the party that is the same person.
alter table parties no force row level security;
--> statement-breakpoint
update parties set email_key = lower(btrim(email)), moved_to = 'mail:' || moved_to
where email is not null or moved_to is not null;
--> statement-breakpoint
alter table parties force row level security;
