import type { LaneClient } from './client'
import type { People } from './people'

/**
 * Round trip 5: the people's figures, summed from ledger and subscriptions. A statement of its own: inside the one that
 * stores, sum() would still see the rows of before. Currencies are never added together.
 */
export async function project(client: LaneClient, { touched }: People) {
  if (touched.length === 0) return
  const values = [touched.map((t) => t.teamId), touched.map((t) => t.id)]
  await client.query({ name: 'project', text: projectSql, values })
}

const projectSql = `
with person as (
  select s.team_id, s.id, s.site_id, s.livemode
  from unnest($1::uuid[], $2::uuid[]) as t(team_id, id) join subscribers s using (team_id, id)
), paid as (
  select p.team_id, p.id, l.currency, sum(l.net) as net, max(l.paid_at) as last_paid, min(l.paid_at) as first_paid
  from person p join parties y on y.team_id = p.team_id and y.subscriber_id = p.id
  join ledger l on l.team_id = p.team_id and l.party_key = y.key and l.site_id = p.site_id and l.livemode = p.livemode
  group by 1, 2, 3
), money as (
  select team_id, id, jsonb_object_agg(currency, net::text) as by_currency,
         (array_agg(currency order by last_paid desc nulls last, currency))[1] as last_currency,
         (array_agg(currency order by first_paid nulls last, currency))[1] as first_currency
  from paid group by 1, 2
), plans as (
  select p.team_id, p.id, u.*
  from person p join parties y on y.team_id = p.team_id and y.subscriber_id = p.id
  join lateral (
    select u.status, u.currency, u.mrr, u.plan, u.plan_interval, u.started_at, u.subscription_id
    from subscriptions u
    where u.team_id = p.team_id and u.party_key = y.key and u.site_id = p.site_id and u.livemode = p.livemode
  ) u on true
), recurring as (
  select team_id, id, jsonb_object_agg(currency, mrr::text) as by_currency
  from (select team_id, id, currency, sum(mrr) as mrr from plans where mrr > 0 and currency is not null group by 1, 2, 3) m
  group by 1, 2
), best as (
  -- The live subscription with the largest MRR, ties to the newest; else the newest of the others.
  select distinct on (team_id, id) team_id, id, plan, plan_interval, currency
  from plans
  order by team_id, id, (status in ('active', 'past_due', 'trialing')) desc, mrr desc, started_at desc nulls last, subscription_id desc
), standing as (
  select distinct on (team_id, id) team_id, id, status from plans
  order by team_id, id, coalesce(array_position(array['active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete', 'canceled'], status), 99)
), known as (
  select p.team_id, p.id,
    (array_agg(y.email order by y.email_at desc nulls last, y.key) filter (where y.email is not null))[1] as email,
    (array_agg(y.name order by y.name_at desc nulls last, y.key) filter (where y.name is not null))[1] as name,
    (array_agg(y.user_group order by y.user_group_at desc nulls last, y.key) filter (where y.user_group is not null))[1] as user_group,
    min(y.first_seen_at) as first_seen,
    bool_and(y.deleted_at is not null) filter (where y.key like 'cus:%') as all_deleted,
    max(y.deleted_at) as deleted_at,
    (array_agg(y.on_delete order by y.deleted_at desc nulls last, y.key))[1] as on_delete
  from person p left join parties y on y.team_id = p.team_id and y.subscriber_id = p.id
  group by 1, 2
)
update subscribers s set
  email = coalesce(k.email, s.email),
  name = k.name,
  user_group = k.user_group,
  created_at = coalesce(k.first_seen, s.created_at),
  currency = coalesce(m.last_currency, b.currency),
  lifetime_value_by_currency = coalesce(m.by_currency, '{}'),
  mrr_by_currency = coalesce(r.by_currency, '{}'),
  reporting_currency = c.code,
  lifetime_value = case when c.code is null then null else coalesce((m.by_currency->>c.code)::bigint, 0) end,
  mrr = case when c.code is null then null else coalesce((r.by_currency->>c.code)::bigint, 0) end,
  plan = b.plan,
  plan_interval = b.plan_interval,
  subscription_status = t.status,
  -- Acts only when no other live customer shares the person (design.md 5.6).
  unsubscribed_at = case when k.all_deleted and k.on_delete in ('unsubscribe', 'delete') then k.deleted_at end,
  deleted_at = case when k.all_deleted and k.on_delete = 'delete' then k.deleted_at end,
  updated_at = now()
from person p
join known k using (team_id, id)
left join money m using (team_id, id)
left join recurring r using (team_id, id)
left join best b using (team_id, id)
left join standing t using (team_id, id)
cross join lateral (
  select upper(coalesce(
    (select i.reporting_currency from sites i where i.team_id = p.team_id and i.id = p.site_id),
    (select n.default_currency from connections n where n.team_id = p.team_id and n.site_id = p.site_id
       and n.default_currency is not null order by n.connected_at limit 1),
    m.first_currency, b.currency)) as code
) c
where s.team_id = p.team_id and s.id = p.id`
