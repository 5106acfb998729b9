import type { TeamId } from '@/db/schema/columns'
import type { LaneClient } from './lane/client'
import type { Entry } from './lane/entry'
import type { EventRow } from './lane/event-row'
import { fold } from './lane/fold'
import { load } from './lane/load'
import { outflow } from './lane/outflow'
import { BatchFailed } from './lane/poison'
import { project } from './lane/project'
import { read } from './lane/read'
import { store } from './lane/store'
import { batch, type Taken, take } from './lane/take'
import { mark, type Trial } from './lane/trial'
import { settlementQuestions } from './ledger/settlement'

export interface Applied {
  /** Entries applied; 0 = nothing to do, or another worker holds these teams. */
  entries: number
  /** Whether the batch was full, so that more may wait. */
  full: boolean
  taken: readonly Entry[]
  /** What those that are events became. */
  events: readonly EventRow[]
  /** How many deliveries were queued. */
  deliveries: number
  /** How many runs of flows begin, or are woken by what came. */
  runs: number
}

/**
 * Applies what waits for some teams: webhook → event → subscriber + ledger → outflow, exactly once. Six round trips,
 * whether one event or a hundred. The team's transaction-level lock is the fence: a worker that froze and wakes up finds
 * its transaction gone, and nothing of its batch is kept. Throws BatchFailed; the loop decides (lane/loop.ts).
 */
export async function applyBatch(
  client: LaneClient,
  teams: readonly TeamId[],
  limit: number = batch.entries,
  trial: Trial | null = null,
): Promise<Applied> {
  const perTeam = Math.max(Math.min(4, limit), Math.floor(limit / Math.max(1, teams.length)))
  let taken: Taken = { teams: [], entries: [], now: 0 }
  try {
    taken = await take(client, teams, perTeam, trial) // 1, 2: locks the teams, then reads their open entries
    const may = taken.entries.length > 0 && (!trial || (await mark(taken.entries, trial))) // after a crash only
    if (!may) {
      await client.end('rollback')
      return { entries: 0, full: false, taken: [], events: [], deliveries: 0, runs: 0 }
    }
    const reads = read(taken.entries) // pure: bytes → normalized events, answers, commands
    const state = await load(client, reads) // 3: everything the fold may look at
    const next = fold(state, reads, taken.now) // pure: events, facts, people, money, decisions

    await store(client, next) // 4: computed values only, never x = x + y
    const foreign = await project(client, next.people) // 5: lifetime value, MRR, plan of the people touched
    await outflow(client, next, settlementQuestions(next, foreign)) // 6: jobs, and the end of the entries
    await client.end('commit')
    const { entries } = taken
    return {
      entries: entries.length,
      full: entries.length >= perTeam,
      taken: entries,
      events: next.events,
      deliveries: next.deliveries.length,
      runs: next.runs.length + next.wakes.length,
    }
  } catch (error) {
    await client.end('rollback').catch(() => {})
    throw new BatchFailed(taken.entries, error)
  }
}
