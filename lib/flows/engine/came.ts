import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { firstIdAt } from '@/lib/counting'
import type { FlowDefinition } from '../definition'
import { isHeardSql } from '../heard'
import { listensOf } from '../listens'
import { conditionsIn } from '../nesting'
import type { About } from '../same-thing'
import type { RunRow } from './read'
import type { Came } from './standing'

interface Looking {
  row: RunRow
  definition: FlowDefinition
  keys: readonly string[]
}

/** Of one person and run: whoever has more events of these types than that is told of the newest. */
const most = 200
/**
 * What an id says of when an event came is by the clock of whoever received it, what the run's own event says is Stripe's and the
 * database's: they may differ by this much, and only more is read than needed. Whether it counts is asked of one clock each: Stripe's for
 * when it occurred, the database's for when it came.
 */
const clockMs = 3_600_000

/** Events about the persons since their runs began, of the types their versions look out for, by run. */
export async function cameSince(tx: Tx, teamId: TeamId, looking: readonly Looking[]): Promise<Map<string, Came[]>> {
  const wanted = looking.flatMap(({ row, definition, keys }) => {
    const types = typesOf(definition)
    const { event } = row
    const since = Math.min(Date.parse(event.occurred_at ?? event.received_at), Date.parse(event.received_at)) - clockMs
    return types.length > 0
      ? [
          {
            run_id: row.run_id,
            site_id: row.site_id,
            livemode: row.livemode,
            not: event.id,
            from: firstIdAt(since),
            keys,
            types,
          },
        ]
      : []
  })
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.execute<CameRow>(sql`
    select w.run_id, e.* from json_to_recordset(${JSON.stringify(wanted)}::json)
      as w(run_id uuid, site_id uuid, livemode boolean, "not" uuid, "from" uuid, keys json, types json)
    cross join lateral json_array_elements_text(w.keys) as k(key)
    cross join lateral (
      select v.id, v.type, coalesce(v.occurred_at, v.received_at) as occurred_at, coalesce(v.outflow_at, v.applied_at) as came_at,
        v.body->>'invoice_id' as invoice_id, v.body->>'payment_intent_id' as payment_intent_id, v.body->>'charge_id' as charge_id,
        v.body->>'checkout_session_id' as checkout_session_id, v.body->>'subscription_id' as subscription_id
      from events v
      where v.party_key = k.key and v.id >= w."from" and v.id <> w."not" and v.team_id = ${teamId} and v.site_id = w.site_id
        and v.livemode = w.livemode and ${isHeardSql}
        and v.type in (select json_array_elements_text(w.types))
      order by v.id desc limit ${most}
    ) e`)
  const came = new Map<string, Came[]>()
  for (const row of rows) came.set(row.run_id, [...(came.get(row.run_id) ?? []), cameOf(row)])
  return came
}

interface CameRow extends About, Record<string, unknown> {
  run_id: string
  id: string
  type: string
  occurred_at: string
  came_at: string
}

const cameOf = ({ id, type, occurred_at, came_at, ...about }: CameRow): Came => ({
  id,
  type,
  occurredAt: Date.parse(occurred_at),
  cameAt: Date.parse(came_at),
  about,
})

/** What it ends by and waits for, and what its conditions ask about. */
function typesOf(definition: FlowDefinition): string[] {
  const asked = conditionsIn(definition).flatMap(({ conditions }) =>
    conditions.flatMap(({ field }) => (field.startsWith('happened:') ? [field.slice('happened:'.length)] : [])),
  )
  return [...new Set([...listensOf(definition), ...asked])]
}
