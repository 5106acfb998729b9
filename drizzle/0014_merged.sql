ALTER TABLE "parties" ADD COLUMN "email_key" text;--> statement-breakpoint
CREATE INDEX "parties_merged" ON "parties" USING btree ("moved_to","team_id") WHERE moved_to is not null;--> statement-breakpoint
-- A merge named an address; now it names the party that is the same person.
alter table parties no force row level security;
--> statement-breakpoint
update parties set email_key = lower(btrim(email)) where email is not null;
--> statement-breakpoint
update parties p set moved_to = coalesce((
  select y.key from parties y
  where y.team_id = p.team_id and y.site_id = p.site_id and y.livemode = p.livemode and y.email_key = p.moved_to and y.moved_to is null
  order by y.key like 'cus:%' desc, y.first_seen_at, y.key limit 1
), 'mail:' || p.moved_to) where p.moved_to is not null;
--> statement-breakpoint
alter table parties force row level security;
