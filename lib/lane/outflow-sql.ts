import type { QueuedDelivery } from '@/lib/deliveries/queued'
import type { QueuedRun, Wake } from '@/lib/flows/queued'
import type { ClosedConnection } from './connection-watch'
import { Inputs } from './inputs'
import { locksSql } from './outflow-locks'

/** What leaves with a batch, beside its jobs. */
export interface Leaving {
  deliveries: readonly QueuedDelivery[]
  runs: readonly QueuedRun[]
  wakes: readonly Wake[]
  /** Of these what waits is ended right after (outflow.ts): locked here, where its turn is. */
  closed: readonly ClosedConnection[]
}

export type Part = keyof Leaving
type Input = 'entries' | Part

export interface OutflowStatement {
  name: string
  text: string
  inputs: Inputs<Input>
}

const statements = new Map<string, OutflowStatement>()

/** The statement with the parts there is something for; each of the few that come up is made once. */
export function outflowStatement(leaving: Leaving): OutflowStatement {
  const given = (['closed', 'deliveries', 'runs', 'wakes'] as const).filter((part) => leaving[part].length > 0)
  // What ends alone locks in its own order.
  const parts = given.length > 1 ? given : given.filter((part) => part !== 'closed')
  const name = ['outflow', ...parts].join('-')
  const known = statements.get(name)
  if (known) return known
  const made = statement(name, parts)
  statements.set(name, made)
  return made
}

function statement(name: string, parts: readonly Part[]): OutflowStatement {
  const inputs = new Inputs<Input>()
  const entries = inputs.rows('entries', { teamId: 'uuid', priority: 'smallint', id: 'uuid' })
  const given = parts.map((part) => taken[part](inputs))
  const { locks, last } = locksSql(parts)
  const effects = parts.flatMap((part) => {
    if (part === 'closed') return []
    return part === 'wakes' ? woken(last, parts.includes('closed')) : written[part]
  })
  const text = `
with entry as (
  select * from ${entries} as e(team_id, priority, id)
), closed as (
  delete from inbox_queue q using entry e where q.team_id = e.team_id and q.priority = e.priority and q.id = e.id
)${[...given, ...locks, ...effects].map((part) => `, ${part}`).join('')}
select (select count(*) from entry)`
  return { name, text, inputs }
}

const taken: Record<Part, (inputs: Inputs<Input>) => string> = {
  closed: (inputs) => `ended as materialized (
  select * from ${inputs.rows('closed', { teamId: 'uuid', connectionId: 'uuid' })} as v(team_id, connection_id)
)`,
  deliveries: (inputs) => `delivery as materialized (
  select * from ${inputs.rows('deliveries', {
    teamId: 'uuid',
    id: 'uuid',
    destinationId: 'uuid',
    eventId: 'uuid',
    connectionId: 'uuid',
    siteId: 'uuid',
    livemode: 'boolean',
    what: 'text',
    partyKey: 'text',
    type: 'text',
    messageId: 'text',
    captured: 'boolean',
    event: 'jsonb',
  })} as v(
    team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, party_key, type, message_id, captured, event)
)`,
  runs: (inputs) => `run as materialized (
  select * from ${inputs.rows('runs', {
    teamId: 'uuid',
    id: 'uuid',
    flowId: 'uuid',
    versionNo: 'integer',
    eventId: 'uuid',
    connectionId: 'uuid',
    siteId: 'uuid',
    livemode: 'boolean',
    partyKey: 'text',
    type: 'text',
    occasion: 'text',
    event: 'jsonb',
  })} as v(team_id, id, flow_id, version_no, event_id, connection_id, site_id, livemode, party_key, type, occasion, event)
)`,
  wakes: (inputs) => `wake as materialized (
  select * from ${inputs.rows('wakes', {
    teamId: 'uuid',
    siteId: 'uuid',
    livemode: 'boolean',
    partyKey: 'text',
    type: 'text',
  })} as w(team_id, site_id, livemode, party_key, type)
)`,
}

/** An event goes to a destination once and begins a flow once, whatever comes again: the unique keys decide. */
const written: Record<Exclude<Part, 'wakes' | 'closed'>, string> = {
  deliveries: `queued as (
  insert into deliveries (team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, party_key, type, message_id, captured, event, state, reason, settled_at)
  select v.team_id, v.id, v.destination_id, v.event_id, v.connection_id, v.site_id, v.livemode, v.what, v.party_key, v.type,
    v.message_id, v.captured, v.event,
    case when c.state = 'disconnected' or d.state = 'disabled' then 'cancelled' else 'queued' end,
    case when c.state = 'disconnected' then 'connection_ended' when d.state = 'disabled' then 'destination_disabled' end,
    case when c.state = 'disconnected' or d.state = 'disabled' then now() end
  from delivery v
  join connection c on c.team_id = v.team_id and c.id = v.connection_id
  join destination d on d.team_id = v.team_id and d.id = v.destination_id
  on conflict (team_id, destination_id, event_id, resend_no) do nothing
  returning team_id, destination_id, id, state
), due as (
  insert into delivery_queue (team_id, destination_id, id, due_at) select team_id, destination_id, id, now() from queued where state = 'queued'
)`,
  runs: `begun as (
  insert into flow_runs (team_id, id, flow_id, version_no, event_id, connection_id, site_id, livemode, party_key, type, occasion, event)
  select v.team_id, v.id, v.flow_id, v.version_no, v.event_id, v.connection_id, v.site_id, v.livemode, v.party_key, v.type, v.occasion, v.event
  from run v
  join connection c on c.team_id = v.team_id and c.id = v.connection_id and c.state <> 'disconnected'
  join flow f on f.team_id = v.team_id and f.id = v.flow_id
  on conflict (team_id, flow_id, event_id) do nothing
  returning team_id, flow_id, id, site_id, livemode, party_key
), entering as (
  insert into flow_queue (team_id, flow_id, run_id, site_id, livemode, party_key, due_at)
  select team_id, flow_id, id, site_id, livemode, party_key, now() from begun
)`,
}

/**
 * A run listens under the key it began with; the person may have become others' too. Who works on one
 * looks when they are through, also when their lease has lapsed: then it is due as it is.
 */
const woken = (last: string, closes: boolean) => `heard as materialized (
  select * from wake
  union
  select w.team_id, w.site_id, w.livemode, s.key, w.type from wake w
  join parties p on p.team_id = w.team_id and p.key = w.party_key and p.site_id = w.site_id and p.livemode = w.livemode
  join parties s on s.subscriber_id = p.subscriber_id and s.team_id = p.team_id
), ${closes ? `${standing(last)}, ` : ''}listening as materialized (
  select q.team_id, q.flow_id, q.run_id, q.claim_id is not null as is_at_work
  from ${listeners}
  where (select count(*) from ${closes ? 'standing' : last}) >= 0
  order by q.flow_id, q.run_id for update of q
), woken as (
  update flow_queue q set woken = l.is_at_work, due_at = case when l.is_at_work then q.due_at else now() end
  from listening l where q.team_id = l.team_id and q.flow_id = l.flow_id and q.run_id = l.run_id
)`

const listeners = `heard h join flow_queue q on q.party_key = h.party_key and q.team_id = h.team_id and q.listens <> '{}'
    and q.site_id = h.site_id and q.livemode = h.livemode and h.type = any(q.listens)`

/** Runs that are woken and those that end right after are locked in one order. */
const standing = (last: string) => `standing as materialized (
  select q.run_id from (
    select q.team_id, q.flow_id, q.run_id from ${listeners}
    union
    select r.team_id, r.flow_id, r.id from ended e
    join flow_runs r on r.connection_id = e.connection_id and r.team_id = e.team_id and r.state = 'open'
  ) o join flow_queue q on q.team_id = o.team_id and q.flow_id = o.flow_id and q.run_id = o.run_id
  where (select count(*) from ${last}) >= 0
  order by q.flow_id, q.run_id for update of q
)`
