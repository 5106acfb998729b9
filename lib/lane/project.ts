import type { LaneClient } from './client'
import type { People } from './fold-people'

/**
 * Round trip 5: the people's figures, summed from ledger and subscriptions. A statement of its own: inside the one that
 * stores, sum() would still see the rows of before. Currencies are never added together.
 */
export async function project(client: LaneClient, { touched }: People) {
  if (touched.length === 0) return
  const values = [touched.map((t) => t.teamId), touched.map((t) => t.id)]
  await client.query({ name: 'project', text: projectSql, values })
}

/** One person at a time, each figure found by index: the cost is the persons touched, not the size of the site. */
const projectSql = `
with person as materialized (
  select s.team_id, s.id, s.site_id, s.livemode
  from unnest($1::uuid[], $2::uuid[]) as t(team_id, id) join subscribers s using (team_id, id)
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
  subscription_status = b.standing,
  -- Acts only when no other live customer shares the person.
  -- Whoever pays after it is back; events of before never bring anybody back.
  unsubscribed_at = case when k.gone and k.on_delete in ('unsubscribe', 'delete') and not m.paid_since then k.deleted_at end,
  deleted_at = case when k.gone and k.on_delete = 'delete' and not m.paid_since then k.deleted_at end,
  updated_at = now()
from person p
cross join lateral (
  select
    (array_agg(y.email order by y.email_at desc nulls last, y.key) filter (where y.email is not null))[1] as email,
    (array_agg(y.name order by y.name_at desc nulls last, y.key) filter (where y.name is not null))[1] as name,
    (array_agg(y.user_group order by y.user_group_at desc nulls last, y.key) filter (where y.user_group is not null))[1] as user_group,
    min(y.first_seen_at) as first_seen,
    bool_and(y.deleted_at is not null) filter (where y.key like 'cus:%') as gone,
    max(y.deleted_at) as deleted_at,
    (array_agg(y.on_delete order by y.deleted_at desc nulls last, y.key))[1] as on_delete,
    array_agg(y.key) as keys
  from parties y where y.subscriber_id = p.id and y.team_id = p.team_id
) k
cross join lateral (
  select jsonb_object_agg(t.currency, t.net::text) as by_currency,
         (array_agg(t.currency order by t.last_paid desc nulls last, t.currency))[1] as last_currency,
         (array_agg(t.currency order by t.first_paid nulls last, t.currency))[1] as first_currency,
         (array_agg(t.connection_id order by t.first_paid nulls last, t.currency))[1] as first_connection,
         coalesce(max(t.last_paid) > k.deleted_at, false) as paid_since
  from (
    select l.currency, sum(l.net) as net, max(l.paid_at) as last_paid, min(l.paid_at) as first_paid,
      (array_agg(l.connection_id order by l.paid_at nulls last, l.charge_id))[1] as connection_id
    from ledger l
    where l.party_key = any(k.keys) and l.team_id = p.team_id and l.site_id = p.site_id and l.livemode = p.livemode
    group by l.currency
  ) t
) m
cross join lateral (
  select jsonb_object_agg(t.currency, t.mrr::text) as by_currency
  from (
    select u.currency, sum(u.mrr) as mrr
    from subscriptions u
    where u.party_key = any(k.keys) and u.team_id = p.team_id and u.site_id = p.site_id and u.livemode = p.livemode
      and u.mrr > 0 and u.currency is not null
    group by u.currency
  ) t
) r
cross join lateral (
  -- The live subscription with the largest MRR, ties to the newest; else the newest of the others. The status is the best of all.
  select (array_agg(u.plan order by u.live desc, u.mrr desc, u.started_at desc nulls last, u.subscription_id desc))[1] as plan,
         (array_agg(u.plan_interval order by u.live desc, u.mrr desc, u.started_at desc nulls last, u.subscription_id desc))[1] as plan_interval,
         (array_agg(u.currency order by u.live desc, u.mrr desc, u.started_at desc nulls last, u.subscription_id desc))[1] as currency,
         (array_agg(u.connection_id order by u.live desc, u.mrr desc, u.started_at desc nulls last, u.subscription_id desc))[1] as connection,
         (array_agg(u.status order by coalesce(array_position(array['active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete',
           'canceled'], u.status), 99)))[1] as standing
  from (
    select n.*, n.status in ('active', 'past_due', 'trialing') as live
    from subscriptions n
    where n.party_key = any(k.keys) and n.team_id = p.team_id and n.site_id = p.site_id and n.livemode = p.livemode
  ) u
) b
cross join lateral (
  select upper(coalesce(
    (select i.reporting_currency from sites i where i.team_id = p.team_id and i.id = p.site_id),
    -- The account whose money it is, wherever it is routed today.
    (select n.default_currency from connections n where n.team_id = p.team_id and n.id = coalesce(m.first_connection, b.connection)),
    m.first_currency, b.currency)) as code
) c
where s.team_id = p.team_id and s.id = p.id`
