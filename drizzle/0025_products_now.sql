ALTER TABLE "subscriptions" ADD COLUMN "product_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "product_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
alter table subscriptions no force row level security;
--> statement-breakpoint
alter table products no force row level security;
--> statement-breakpoint
alter table parties no force row level security;
--> statement-breakpoint
alter table subscribers no force row level security;
--> statement-breakpoint
-- What a subscription rests on has the products of all its items among prices, coupons and its customer. The id of a product
-- may be the merchant's own: then it is the one the plan is named after, or one whose name is known.
update subscriptions u set product_ids = array(
  select r.id from unnest(u.rests_on) r(id)
  where r.id = u.product_id or r.id like 'prod\_%' or exists (
    select 1 from products p where p.team_id = u.team_id and p.connection_id = u.connection_id and p.product_id = r.id and p.livemode = u.livemode)
  order by r.id collate "C")
where u.rests_on <> '{}';
--> statement-breakpoint
-- As the lane computes it from now on (lib/lane/figures-sql.ts).
update subscribers s set product_ids = n.product_ids
from (
  select y.team_id, y.subscriber_id, array_agg(distinct i.product_id collate "C" order by i.product_id collate "C") as product_ids
  from parties y
  join subscriptions u on u.team_id = y.team_id and u.party_key = y.key and u.site_id = y.site_id and u.livemode = y.livemode
  cross join unnest(u.product_ids) i(product_id)
  where y.subscriber_id is not null and u.status in ('active', 'past_due', 'trialing')
  group by y.team_id, y.subscriber_id
) n
where s.team_id = n.team_id and s.id = n.subscriber_id;
--> statement-breakpoint
alter table subscriptions force row level security;
--> statement-breakpoint
alter table products force row level security;
--> statement-breakpoint
alter table parties force row level security;
--> statement-breakpoint
alter table subscribers force row level security;
