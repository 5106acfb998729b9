import { cancelOfConnectionSql } from '@/lib/deliveries/cancel-sql'
import { lookUpJob } from '@/lib/look-ups/jobs'
import type { Question } from '@/lib/look-ups/next-question'
import type { LaneClient } from './client'
import type { Next } from './fold'
import { Inputs } from './inputs'

/**
 * Round trip 6: what leaves the lane, and the end of the entries. That an event went out is stored with the event, since
 * updating it here wrote the row and all of its index entries a second time. What goes to destinations leaves as deliveries,
 * slow work (a question to Stripe, a mail) as job rows; all of it in this same transaction, and no text of it where there is none.
 */
export async function outflow(client: LaneClient, { entries, ...next }: Next, questions: readonly Question[]) {
  const jobs = [...next.jobs, ...questions.map((question) => lookUpJob(question))]
  for (const { teamId, connectionId } of next.closed) await cancelOfClosed(client, teamId, connectionId)
  const { name, text, inputs } = next.deliveries.length > 0 ? delivering : closing
  const values: unknown[] = inputs.values({ entries, deliveries: next.deliveries })
  await client.query({
    name: jobs.length > 0 ? `${name}-jobs` : name,
    text: jobs.length > 0 ? `${text}, sluice_enqueue($${values.length + 1}::json)` : text,
    values: jobs.length > 0 ? [...values, JSON.stringify(jobs)] : values,
  })
}

const closing = statement('outflow', () => '')

/** What still waits of a connection that Stripe ended goes with it; rare, so a statement of its own (lib/deliveries/cancel). */
const cancelOfClosed = (client: LaneClient, teamId: string, connectionId: string) =>
  client.query({ name: 'outflow-closed', text: cancelOfConnectionSql, values: [teamId, connectionId] })

/**
 * An event goes to a destination once, whatever comes again: the unique key decides. Connections and destinations are locked
 * and looked at again, because somebody may have ended or removed one since they were loaded: then it is kept and not sent, or
 * not kept at all.
 */
const delivering = statement(
  'outflow-deliveries',
  (inputs) => `, delivery as materialized (
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
), connection as materialized (
  select c.team_id, c.id, c.state from connections c
  where (c.team_id, c.id) in (select team_id, connection_id from delivery) order by c.id for share
), destination as materialized (
  select d.team_id, d.id, d.state from destinations d
  where (d.team_id, d.id) in (select team_id, destination_id from delivery) and d.deleted_at is null
    and (select count(*) from connection) >= 0
  order by d.id for share
), queued as (
  insert into deliveries (team_id, id, destination_id, event_id, connection_id, site_id, livemode, what, party_key, type, message_id, captured, event, state, reason)
  select v.team_id, v.id, v.destination_id, v.event_id, v.connection_id, v.site_id, v.livemode, v.what, v.party_key, v.type,
    v.message_id, v.captured, v.event,
    case when c.state = 'disconnected' or d.state = 'disabled' then 'cancelled' else 'queued' end,
    case when c.state = 'disconnected' then 'connection_ended' when d.state = 'disabled' then 'destination_disabled' end
  from delivery v
  join connection c on c.team_id = v.team_id and c.id = v.connection_id
  join destination d on d.team_id = v.team_id and d.id = v.destination_id
  on conflict (team_id, destination_id, event_id, resend_no) do nothing
  returning team_id, destination_id, id, state
), due as (
  insert into delivery_queue (team_id, destination_id, id, due_at) select team_id, destination_id, id, now() from queued where state = 'queued'
)`,
)

function statement(name: string, also: (inputs: Inputs<'entries' | 'deliveries'>) => string) {
  const inputs = new Inputs<'entries' | 'deliveries'>()
  const entries = inputs.rows('entries', { teamId: 'uuid', priority: 'smallint', id: 'uuid' })
  const text = `
with entry as (
  select * from ${entries} as e(team_id, priority, id)
), closed as (
  delete from inbox_queue q using entry e where q.team_id = e.team_id and q.priority = e.priority and q.id = e.id
)${also(inputs)}
select (select count(*) from entry)`
  return { name, text, inputs }
}
