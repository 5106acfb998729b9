import { countedLines, rateOf, siteRules, worthOf } from '@/lib/ledger/counted-sql'
import { fieldsSql, tagsSql, unsubscribedSql, userGroupsSql } from './edits-sql'

/** The best subscription first. What has no worth beside the others is of another currency than the reporting one: last, the newest first. */
const best =
  'u.live desc, u.mrr > 0 desc, u.worth desc nulls last, u.started_at desc nulls last, u.subscription_id desc'

/**
 * Every figure of some people, computed afresh from parties, ledger, invoices and subscriptions: what the lane stores, and
 * what the nightly check compares the stored ones with. Expects a CTE `person` (team_id, id, site_id, livemode); columns
 * are named as in `subscribers`. One person at a time, each figure found by index: the cost is the persons asked for, not
 * the size of the site. Currencies are never added together.
 */
export const figuresSql = `
select p.team_id, p.id, k.email, k.name, g.user_group, k.first_seen as created_at,
  coalesce(m.last_currency, b.currency, k.currency) as currency,
  coalesce(m.by_currency, '{}') as lifetime_value_by_currency,
  coalesce(r.by_currency, '{}') as mrr_by_currency,
  c.code as reporting_currency,
  case when c.code is not null and coalesce(v.known, 0) < 9e18 then coalesce(v.known, 0)::bigint end as lifetime_value,
  coalesce(v.not_converted, '{}') as lifetime_value_not_converted,
  case when c.code is not null and coalesce(w.known, 0) < 9e18 then sluice_half_up(coalesce(w.known, 0), 1)::bigint end as mrr,
  coalesce(w.not_converted, '{}') as mrr_not_converted,
  b.plan, b.plan_interval, b.standing as subscription_status, q.product_ids,
  -- Acts only when no other live customer shares the person.
  -- Whoever pays after it is back; events of before never bring anybody back.
  coalesce(case when k.gone and k.on_delete in ('unsubscribe', 'delete') and not m.paid_since then k.deleted_at end,
    ${unsubscribedSql}) as unsubscribed_at,
  case when k.gone and k.on_delete = 'delete' and not m.paid_since then k.deleted_at end as deleted_at,
  coalesce(${tagsSql}, '{}') as tags, coalesce(${fieldsSql}, '{}') as fields
from person p
left join ${siteRules} on true
cross join lateral (
  select s.email_key from subscribers s where s.team_id = p.team_id and s.id = p.id
) own
cross join lateral (
  select
    -- Who was merged into them brings no address along.
    (array_agg(y.email order by y.email_at desc nulls last, y.key) filter (where y.email_key = own.email_key))[1] as email,
    -- What a Customer object is called comes before any name seen on a card, and whoever has the address before who was merged.
    (array_agg(y.name order by y.email_key is distinct from own.email_key, y.name_own desc, y.name_at desc nulls last, y.key) filter (where y.name is not null))[1] as name,
    (array_agg(y.currency order by y.currency_at desc nulls last, y.key) filter (where y.currency is not null))[1] as currency,
    min(y.first_seen_at) as first_seen,
    bool_and(y.deleted_at is not null) filter (where y.key like 'cus:%') as gone,
    max(y.deleted_at) as deleted_at,
    (array_agg(y.on_delete order by y.deleted_at desc nulls last, y.key))[1] as on_delete,
    array_agg(y.key) as keys,
    jsonb_agg(y.edits) filter (where y.edits <> '{}') as edits,
    -- The account that knew the person first: a party key is cus:<connection>:<customer>.
    (array_agg(substr(y.key, 5, 36) order by y.first_seen_at nulls last, y.key) filter (where y.key like 'cus:%'))[1] as connection
  from parties y where y.subscriber_id = p.id and y.team_id = p.team_id
) k
cross join lateral (
  -- The newest group of any of the person's own, or of a charge of theirs, or what somebody said it is.
  select (array_agg(o.user_group order by o.at desc nulls last, o.of, o.user_group collate "C" desc nulls first))[1] as user_group
  from (
    select y.user_group, y.user_group_at as at, y.key as of from parties y
    where y.subscriber_id = p.id and y.team_id = p.team_id and y.user_group is not null
    union all
    select l.user_group, l.user_group_at, l.charge_id from ledger l
    where l.party_key = any(k.keys) and l.team_id = p.team_id and l.site_id = p.site_id and l.livemode = p.livemode
      and l.user_group is not null
    union all ${userGroupsSql}
  ) o
) g
cross join lateral (
  select jsonb_object_agg(t.currency, t.counted::text) as by_currency,
         (array_agg(t.currency order by t.last_paid desc nulls last, t.currency))[1] as last_currency,
         (array_agg(t.currency order by t.first_paid nulls last, t.currency))[1] as first_currency,
         (array_agg(t.connection_id order by t.first_paid nulls last, t.currency))[1] as first_connection,
         coalesce(max(t.last_paid) > k.deleted_at, false) as paid_since
  from (
    select l.currency, sum(l.counted) as counted, max(l.paid_at) as last_paid, min(l.paid_at) as first_paid,
      (array_agg(l.connection_id order by l.paid_at nulls last, l.id))[1] as connection_id
    from (${countedLines}) l
    -- A payment that failed, or was never collected, says nothing of the currency somebody pays in.
    where l.captured > 0
    group by l.currency
  ) t
) m
cross join lateral (
  select jsonb_object_agg(t.currency, t.mrr::text) as by_currency
  from (
    -- Exact parts, rounded once; twenty places bring back the half that forty cut short.
    select u.currency, sluice_half_up(round(sum(u.mrr_exact), 20), 1) as mrr
    from subscriptions u
    where u.party_key = any(k.keys) and u.team_id = p.team_id and u.site_id = p.site_id and u.livemode = p.livemode
      and u.mrr_exact > 0 and u.currency is not null
    group by u.currency
    having round(sum(u.mrr_exact), 20) >= 0.5
  ) t
) r
cross join lateral (
  select (array_agg(n.connection_id order by n.status in ('active', 'past_due', 'trialing') desc, n.started_at nulls last, n.subscription_id))[1] as connection,
         (array_agg(n.currency order by n.status in ('active', 'past_due', 'trialing') desc, n.started_at nulls last, n.subscription_id))[1] as currency
  from subscriptions n
  where n.party_key = any(k.keys) and n.team_id = p.team_id and n.site_id = p.site_id and n.livemode = p.livemode
    and n.currency is not null
) a
cross join lateral (
  select upper(coalesce(
    f.reporting_currency,
    -- The account whose money it is, wherever it is routed today.
    (select n.default_currency from connections n
     where n.team_id = p.team_id and n.id::text = coalesce(m.first_connection::text, a.connection::text, k.connection)),
    m.first_currency, a.currency,
    -- Nobody collected anything yet: what was tried still says in which currency nothing is nothing.
    (select coalesce(n.default_currency, l.currency) from ledger l
     join connections n on n.team_id = l.team_id and n.id = l.connection_id
     where l.party_key = any(k.keys) and l.team_id = p.team_id and l.site_id = p.site_id and l.livemode = p.livemode
     order by l.charge_id limit 1))) as code
) c
cross join lateral (
  -- The live subscription with the largest MRR, ties to the newest; else the newest of the others. The status is the best of all.
  select (array_agg(u.plan order by ${best}))[1] as plan,
         (array_agg(u.plan_interval order by ${best}))[1] as plan_interval,
         (array_agg(u.currency order by ${best}))[1] as currency,
         (array_agg(u.status order by coalesce(array_position(array['active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete',
           'canceled'], u.status), 99)))[1] as standing
  from (
    select o.*,
      -- Amounts are compared only as far as they are of one currency, or all known in one.
      case when bool_and(o.known is not null) over live then o.known
        when min(o.currency) filter (where o.mrr > 0) over live = max(o.currency) filter (where o.mrr > 0) over live then o.mrr::numeric
        when o.currency = c.code then o.mrr::numeric
      end as worth
    from (
      select n.*, n.status in ('active', 'past_due', 'trialing') as live,
        case when n.mrr = 0 then 0 else sluice_convert(n.mrr::numeric, n.currency, c.code, (now() at time zone 'UTC')::date) end as known
      from subscriptions n
      where n.party_key = any(k.keys) and n.team_id = p.team_id and n.site_id = p.site_id and n.livemode = p.livemode
    ) o
    window live as (partition by o.live)
  ) u
) b
cross join lateral (
  -- What somebody has now: of every subscription the plan could be of. One that ended has a plan still, but no products.
  select array(
    select distinct i.product_id collate "C"
    from subscriptions n cross join unnest(n.product_ids) i(product_id)
    where n.party_key = any(k.keys) and n.team_id = p.team_id and n.site_id = p.site_id and n.livemode = p.livemode
      and n.status in ('active', 'past_due', 'trialing')
    order by 1
  ) as product_ids
) q
-- One look at the lines is enough where everything is in the reporting currency, as it mostly is.
cross join lateral (
  select (m.by_currency->>c.code)::numeric as known, null::jsonb as not_converted
  where coalesce(m.by_currency, '{}') - coalesce(c.code, '') = '{}'
  union all
  select sum(t.worth), jsonb_object_agg(t.currency, t.left_out::text) filter (where t.left_out is not null)
  from (
    select l.currency, sum(n.worth) as worth, sum(l.counted) filter (where n.worth is null) as left_out
    from (${countedLines}) l left join ${rateOf} on true cross join lateral (select ${worthOf} as worth) n
    where c.code is not null
    group by l.currency
  ) t
  having coalesce(m.by_currency, '{}') - coalesce(c.code, '') <> '{}'
) v
-- A plan is worth what it is worth today; it is not rounded before everything is added.
cross join lateral (
  select sum(t.worth) as known, jsonb_object_agg(t.currency, t.minor) filter (where t.worth is null) as not_converted
  from (
    select o.key as currency, o.value as minor,
      sluice_convert(o.value::numeric, o.key, c.code, (now() at time zone 'UTC')::date) as worth
    from jsonb_each_text(coalesce(r.by_currency, '{}')) o
    where c.code is not null
  ) t
) w`
