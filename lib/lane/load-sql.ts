import { Inputs } from './inputs'

/** Parties loaded with a subscriber, to tell whether one of them is alone there. */
export const mostSiblings = 50

export type Key = 'entries' | 'types' | 'whole' | 'persons' | 'states' | 'parties' | 'addresses' | 'sold' | 'moving'

/** The keys a batch is loaded by (wanted.ts). */
export const inputs = new Inputs<Key>()
const object = { t: 'uuid', c: 'uuid', o: 'text', m: 'boolean' } as const

/**
 * Loads by the keys the entries name, following three links by itself: charge → its party → that customer's facts;
 * party → its subscriber; address → whoever has it on a site and mode that matters here. Rows come back tagged.
 * Of what is replaced all facts of the newest second come: which of them is the last word, changes tell one another.
 * `lateral … offset 0` keeps the planner to this order: from the keys we know to the rows, never the other way round.
 */
export const loadSql = `
with recursive entry as materialized (
  select * from ${inputs.rows('entries', { t: 'uuid', c: 'uuid', id: 'uuid', s: 'uuid', m: 'boolean' })} as e(t, c, id, s, m)
), heard as (
  select t, s, m, array_agg(ty) as types
  from ${inputs.rows('types', { t: 'uuid', s: 'uuid', m: 'boolean', ty: 'text' })} as h(t, s, m, ty) group by t, s, m
), reach as (
  select * from ${inputs.rows('whole', object)} as w(t, c, o, m)
  union
  -- What Stripe answered leads on to other objects; a customer is reached as a person below.
  select r.t, r.c, lead.id, r.m from reach r
  cross join lateral (
    select f.value from facts f where f.team_id = r.t and f.connection_id = r.c and f.object_id = r.o and f.livemode = r.m
      and starts_with(f.aspect, 'looked_up:') offset 0
  ) answer
  cross join lateral jsonb_each_text(answer.value->'leads') as lead(kind, id)
  where lead.kind <> 'customer'
), whole as materialized (
  select f.* from reach w
  cross join lateral (
    select o.* from facts o where o.team_id = w.t and o.connection_id = w.c and o.object_id = w.o and o.livemode = w.m offset 0
  ) f
), state_object as materialized (
  select * from ${inputs.rows('states', object)} as s(t, c, o, m)
), state_fact as materialized (
  select n.* from state_object s
  cross join unnest(array['state', 'items', 'paid_invoice', 'looked_up:subscription', 'looked_up:items_of_subscription']) as a(aspect)
  cross join lateral (
    select f.* from facts f
    where f.team_id = s.t and f.connection_id = s.c and f.object_id = s.o and f.livemode = s.m and f.aspect = a.aspect
    order by f.at desc fetch first row with ties
  ) n
  union all
  select d.* from state_object s cross join lateral (
    select f.* from facts f
    where f.team_id = s.t and f.connection_id = s.c and f.object_id = s.o and f.livemode = s.m and f.aspect = 'discount' offset 0
  ) d
), person_object as materialized (
  select * from ${inputs.rows('persons', object)} as p(t, c, o, m)
  union
  -- A party key is cus:<connection>:<customer>, or mail:<address>, which is its own object.
  select team_id, connection_id, case when value->>'party' like 'cus:%' then substr(value->>'party', 42) else value->>'party' end, livemode
  from (select * from whole union all select * from state_fact) f where value->>'party' is not null
), person_fact as materialized (
  select n.* from person_object p cross join unnest(array['email', 'name', 'name_seen', 'currency', 'deleted', 'group', 'discount', 'looked_up:customer']) as a(aspect)
  cross join lateral (
    select f.* from facts f
    where f.team_id = p.t and f.connection_id = p.c and f.object_id = p.o and f.livemode = p.m and f.aspect = a.aspect
    order by f.at desc fetch first row with ties
  ) n
  union all
  select o.* from person_object p cross join unnest(array['email_given', 'email_seen']) as a(aspect)
  cross join lateral (
    select f.* from facts f
    where f.team_id = p.t and f.connection_id = p.c and f.object_id = p.o and f.livemode = p.m and f.aspect = a.aspect
    order by f.at, f.rank, f.event_id limit 1
  ) o
), catalogue_object as (
  select * from ${inputs.rows('sold', object)} as p(t, c, o, m)
  union
  select f.team_id, f.connection_id, rest.id, f.livemode
  from (select * from state_fact union all select * from whole) f
  cross join lateral jsonb_array_elements_text(f.value->'rests_on') as rest(id) where f.aspect in ('state', 'items')
  union
  select team_id, connection_id, value->>'coupon', livemode
  from (select * from state_fact union all select * from whole union all select * from person_fact) f
  where aspect = 'discount' and value->>'coupon' is not null
), catalogue_fact as materialized (
  -- Several, because the newest may be a deletion that has forgotten the name.
  select n.* from catalogue_object p
  cross join unnest(array['product', 'price', 'tiers', 'coupon', 'coupon_limit', 'coupon_amounts', 'looked_up:product', 'looked_up:price',
    'looked_up:coupon']) as a(aspect)
  cross join lateral (
    select f.* from facts f
    where f.team_id = p.t and f.connection_id = p.c and f.object_id = p.o and f.livemode = p.m and f.aspect = a.aspect
    order by f.at desc fetch first 3 rows with ties
  ) n
), named_address as (
  select * from ${inputs.rows('addresses', { t: 'uuid', k: 'text' })} as a(t, k)
  union select team_id, value->>'key' from person_fact where aspect in ('email', 'email_given', 'email_seen')
), moving as materialized (
  -- Parties that are told an address (a), which may be a new one; and those a command moves (a is null).
  select * from ${inputs.rows('moving', { t: 'uuid', k: 'text', a: 'text' })} as m(t, k, a)
), party_key as (
  select * from ${inputs.rows('parties', { t: 'uuid', k: 'text' })} as p(t, k)
  union
  select team_id, value->>'party' from (select * from whole union all select * from state_fact) f where value->>'party' is not null
  union
  -- Whoever has the address of a guest who was merged goes where the guest goes.
  select t, 'mail:' || k from named_address
), party as materialized (
  select p.* from party_key k cross join lateral (
    select y.* from parties y where y.team_id = k.t and y.key = k.k offset 0
  ) p
  union
  -- Whom a merged one follows, to the end; and of those whose address or own leader may change, who follows them.
  select y.* from party p cross join lateral (
    select o.* from parties o where o.team_id = p.team_id and o.key = p.moved_to and o.site_id = p.site_id and o.livemode = p.livemode
    union all
    select o.* from parties o
    where o.moved_to = p.key and o.team_id = p.team_id and o.site_id = p.site_id and o.livemode = p.livemode
      and exists (select 1 from moving m where m.t = p.team_id and (m.k = p.key or p.moved_to is not null) and m.a is distinct from p.email_key)
    union all
    select o.* from parties o
    where p.key like 'mail:%' and o.email_key = substr(p.key, 6) and o.team_id = p.team_id and o.site_id = p.site_id and o.livemode = p.livemode
      and exists (
        select 1 from moving m left join parties l on l.team_id = p.team_id and l.key = p.moved_to and l.site_id = p.site_id and l.livemode = p.livemode
        where m.t = p.team_id and (m.k = p.key and m.a is null or m.k = l.key and m.a is distinct from l.email_key))
    offset 0
  ) y
), scope as (
  select t, s, m from entry
  union select team_id, site_id, livemode from party
  union select team_id, site_id, livemode from whole
  union select team_id, site_id, livemode from state_fact
), address as (
  select t, k from named_address
  union select team_id, email_key from party where email_key is not null
  union select team_id, substr(moved_to, 6) from party where moved_to like 'mail:%'
), person as materialized (
  select s.* from party p join subscribers s on s.team_id = p.team_id and s.id = p.subscriber_id
  union
  select s.* from address a join scope c on c.t = a.t cross join lateral (
    select b.* from subscribers b
    where b.team_id = c.t and b.site_id = c.s and b.livemode = c.m and b.email_key = a.k offset 0
  ) s
), sibling as (
  -- Whether a party is the only one of its person; more than fifty are shared for sure.
  select n.* from person s cross join lateral (
    select p.* from parties p where p.team_id = s.team_id and p.subscriber_id = s.id limit ${mostSiblings}
  ) n
)
select 'connection' as tag, json_build_object('id', c.id, 'state', c.state, 'isActive', c.is_active,
  'connectedAt', c.connected_at, 'livemode', c.livemode, 'settingsVersion', c.settings_version,
  'ignoredCustomers', c.ignored_customers) as row
from connections c join (select distinct t, c from entry) e on c.team_id = e.t and c.id = e.c
union all
select 'site', json_build_object('id', s.id, 'moneyPolicy', s.money_policy)
from (select distinct t, s from scope) c join sites s on s.team_id = c.t and s.id = c.s
union all
select 'setting', json_build_object('connectionId', s.connection_id, 'type', s.type, 'on', s."on",
  'triggerFlows', s.trigger_flows, 'updateSubscriber', s.update_subscriber, 'fullName', s.full_name,
  'userGroup', s.user_group, 'onDelete', s.on_delete, 'filter', s.filter)
from event_settings s join (select distinct t, c from entry) e on s.team_id = e.t and s.connection_id = e.c
union all
select 'event', json_build_object('id', v.id, 'status', v.status, 'reason', v.reason, 'decision', v.decision,
  'outflowAt', v.outflow_at)
from entry e join events v on v.team_id = e.t and v.id = e.id
union all
select 'fact', json_build_object('teamId', f.team_id, 'connectionId', f.connection_id, 'objectId', f.object_id,
  'aspect', f.aspect, 'at', f.at, 'rank', f.rank, 'eventId', f.event_id, 'siteId', f.site_id, 'livemode', f.livemode,
  'value', f.value)
from (select * from whole union all select * from person_fact union all select * from state_fact union all select * from catalogue_fact) f
union all
select 'party', json_build_object('teamId', p.team_id, 'key', p.key, 'siteId', p.site_id, 'livemode', p.livemode,
  'subscriberId', p.subscriber_id, 'email', p.email, 'emailKey', p.email_key, 'emailAt', p.email_at, 'name', p.name, 'nameAt', p.name_at, 'nameOwn', p.name_own,
  'currency', p.currency, 'currencyAt', p.currency_at,
  'userGroup', p.user_group, 'userGroupAt', p.user_group_at, 'deletedAt', p.deleted_at, 'onDelete', p.on_delete,
  'firstSeenAt', p.first_seen_at, 'movedTo', p.moved_to, 'movedAt', p.moved_at, 'edits', nullif(p.edits, '{}'))
from (select * from party union select * from sibling) p
union all
select 'person', json_build_object('teamId', s.team_id, 'id', s.id, 'siteId', s.site_id, 'livemode', s.livemode,
  'email', s.email, 'emailKey', s.email_key, 'mergedInto', s.merged_into)
from person s
union all
select 'destination', json_build_object('teamId', d.team_id, 'id', d.id, 'siteId', d.site_id, 'livemode', d.livemode,
  'kind', d.kind, 'types', d.types)
from (select distinct t, s, m from entry) e cross join lateral (
  select o.* from destinations o
  where o.site_id = e.s and o.livemode = e.m and o.deleted_at is null and o.team_id = e.t offset 0
) d
union all
-- A paused flow begins nothing, but what its runs wait for still comes.
select 'flow', json_build_object('teamId', f.team_id, 'id', f.id, 'siteId', f.site_id, 'livemode', f.livemode,
  'begins', case when f.state = 'live' then f.trigger_type end, 'versionNo', f.live_no, 'listens', f.listens, 'filters', v.filters)
from heard h cross join lateral (
  select o.* from flows o
  where o.site_id = h.s and o.livemode = h.m and o.deleted_at is null and o.team_id = h.t and o.state <> 'draft'
    and (o.trigger_type = any(h.types) or o.listens && h.types) offset 0
) f left join lateral (
  select n.definition->'trigger'->'filters' as filters from flow_versions n
  where n.team_id = f.team_id and n.flow_id = f.id and n.no = f.live_no offset 0
) v on true`
