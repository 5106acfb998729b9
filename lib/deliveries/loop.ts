import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { kindOf } from '@/lib/destinations'
import { LeaseLoop } from '@/lib/leases/lease-loop'
import type { Http } from '@/lib/outbound/http'
import { type Claim, claim, leaseMs, mostInFlight, uuids } from './claim'
import { send } from './send'

/** Calls of one process at a time; each holds a socket and little else. */
const slots = { all: 256, team: 16, place: mostInFlight }

/** Finds destinations with something due and sends. One a process. */
export class DeliveryLoop extends LeaseLoop<Claim> {
  constructor(http: Http) {
    super({
      what: 'deliveries',
      leaseMs,
      slots,
      due: async (limit) => {
        const { rows } = await db.execute<{ team_id: TeamId; destination_id: string }>(
          sql`select team_id, destination_id from sluice_due_destinations(${limit})`,
        )
        return rows.map(({ team_id, destination_id }) => ({ teamId: team_id, id: destination_id }))
      },
      claim: async ({ teamId, id }) => {
        const taken = await claim(teamId, id, (kind) => kindOf(kind)?.limits.batch ?? 1)
        return taken ? [taken] : []
      },
      work: async (taken) => {
        const kind = kindOf(taken.destination.kind)
        if (kind) await send(taken, kind, http)
      },
      push: (claims, ms) => Promise.all(claims.map((one) => pushed(one, ms))),
    })
  }
}

const pushed = ({ teamId, callId, destination, deliveries }: Claim, ms: number) =>
  withTeams(teamId, (tx) =>
    tx.execute(sql`
      with mine as materialized (
        select q.id from delivery_queue q
        where q.team_id = ${teamId} and q.destination_id = ${destination.id}
          and q.id = any(${uuids(deliveries.map(({ id }) => id))}) and q.call_id = ${callId}
        order by q.id for update
      )
      update delivery_queue q set due_at = now() + ${ms} * interval '1 millisecond'
      from mine m where q.team_id = ${teamId} and q.destination_id = ${destination.id} and q.id = m.id`),
  )
