ALTER TABLE "subscriptions" ADD COLUMN "mrr_exact" numeric;--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "name_own" boolean DEFAULT false NOT NULL;--> statement-breakpoint
alter table subscriptions no force row level security;
--> statement-breakpoint
alter table parties no force row level security;
--> statement-breakpoint
alter table facts no force row level security;
--> statement-breakpoint
-- Rounded as it was until the subscription is folded again.
update subscriptions set mrr_exact = mrr;
--> statement-breakpoint
update parties p set name_own = true
where p.name is not null and p.key like 'cus:%' and exists (
  select 1 from facts f
  where f.team_id = p.team_id and f.connection_id = substr(p.key, 5, 36)::uuid and f.object_id = substr(p.key, 42)
    and f.livemode = p.livemode and f.aspect = 'name');
--> statement-breakpoint
-- Addresses that a checkout session or an invoice gave have a kind of their own now; their rank told them apart before.
update facts set aspect = 'email_given', rank = rank + 1 where aspect = 'email_seen' and rank in (-1, 99);
--> statement-breakpoint
alter table subscriptions force row level security;
--> statement-breakpoint
alter table parties force row level security;
--> statement-breakpoint
alter table facts force row level security;
--> statement-breakpoint
ALTER TABLE "subscriptions" ALTER COLUMN "mrr_exact" SET NOT NULL;
