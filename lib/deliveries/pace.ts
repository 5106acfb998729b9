import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import type { Limits } from '@/lib/destinations/destination'
import type { Http } from '@/lib/outbound/http'

/** Calls are spread evenly and a tenth wider than allowed: a receiver counts by its own clock, and not all travel equally fast. */
const margin = 1.1

/** Somebody sits in front of a test send. */
const longestTestWaitMs = 10_000

/** Whose calls take turns, and whether any may be made. */
interface Paced {
  teamId: TeamId
  id: string
  paceKey: string
}

/**
 * Lets a call through when its account may be called, whichever process called last: the row says when it is free again, by the
 * database's clock. The moment is taken when it has come, not ahead, so that whoever wakes up late is not late with its call. A
 * destination that was paused, disabled or removed meanwhile gets no further call, but for a test send.
 */
export function paced(http: Http, destination: Paced, { calls, perMs }: Limits, isTest = false): Http {
  if (!Number.isFinite(calls)) return http
  const spacing = (perMs / calls) * margin
  return {
    request: async (call) => {
      const until = isTest ? performance.now() + longestTestWaitMs : Number.POSITIVE_INFINITY
      for (;;) {
        const wait = await taken(destination, spacing, isTest)
        if (wait === 'off') return { ok: false, problem: 'destination_off', detail: 'Nothing was sent.' }
        if (wait === 0) return http.request(call)
        if (performance.now() + wait > until) return tooBusy
        await sleep(wait)
      }
    },
  }
}

const tooBusy = {
  ok: false,
  problem: 'timed_out',
  detail: 'Deliveries to this account come first, and it allows no more calls at the moment. Nothing was sent.',
} as const

/** 0 = the moment is ours; else ms until somebody may try again. */
function taken({ teamId, id, paceKey }: Paced, spacing: number, evenOff: boolean): Promise<number | 'off'> {
  const next = sql`clock_timestamp() + ${spacing} * interval '1 millisecond'`
  return withTeams(teamId, async (tx) => {
    const { rows: on } = await tx.execute(sql`
      select 1 from destinations where team_id = ${teamId} and id = ${id} and state = 'on' and deleted_at is null`)
    if (on.length === 0 && !evenOff) return 'off'
    const { rowCount } = await tx.execute(sql`
      insert into destination_pace as p (team_id, pace_key, free_at) values (${teamId}, ${paceKey}, ${next})
      on conflict (team_id, pace_key) do update set free_at = ${next} where p.free_at <= clock_timestamp()`)
    if (rowCount) return 0
    const { rows } = await tx.execute<{ ms: number }>(sql`
      select extract(epoch from free_at - clock_timestamp())::float8 * 1000 as ms from destination_pace
      where team_id = ${teamId} and pace_key = ${paceKey}`)
    return Math.max(1, Math.ceil(rows[0]?.ms ?? 0))
  })
}
