import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { LeaseLoop } from '@/lib/leases/lease-loop'
import type { Http } from '@/lib/outbound/http'
import { type RunnerByKind, runnerByKind, runnersOf } from '../steps'
import { advance } from './advance'
import { type Claimed, claimRuns, leaseMs, pushRuns } from './claim'
import { Desk } from './desk'

/**
 * Runs of one process at a time. Most are through in milliseconds, but a call that hangs holds its run for fifteen seconds: five teams
 * whose receivers all hang leave the others room.
 */
export const slots = { all: 256, team: 48, place: 48 }

/** Finds flows whose runs are due and takes them on. One a process. */
export class FlowLoop extends LeaseLoop<Claimed> {
  constructor(http: Http, kinds: RunnerByKind = runnerByKind) {
    const desk = new Desk(runnersOf(kinds), http)
    super({
      what: 'runs of flows',
      leaseMs,
      slots,
      due: async (limit) => {
        const { rows } = await db.execute<{ team_id: TeamId; flow_id: string }>(
          sql`select team_id, flow_id from sluice_due_flows(${limit})`,
        )
        return rows.map(({ team_id, flow_id }) => ({ teamId: team_id, id: flow_id }))
      },
      claim: claimRuns,
      work: (claimed) => advance(claimed, desk),
      push: pushRuns,
    })
  }
}
