import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { catalogueRow } from '@/lib/catalogue'
import { onceMore } from '@/lib/deliveries/locks'
import { mostAttempts } from '@/lib/deliveries/schedule'
import { ceilingOf, stopsOf } from '../ceiling'
import { pauseItself } from '../pause-itself'
import { notMetSentence } from '../words'
import { arrive } from './arrive'
import { byIndex } from './by-index'
import { capsOf } from './cap'
import { depthsOf } from './depth'
import { endBefore } from './ends'
import type { Line, Next, TrailEntry } from './line'
import { settleIn } from './settle'
import { judge, moved, type Standing } from './standing'

/** Runs that led to one another this often go in circles (FL-07). */
export const deepest = 3

/**
 * Lets runs into their flows, or says why not: the person's conditions, circles, the cap. One answer each: where it stands when it has
 * something to do at once. A flow that begins far more than it should is paused, and whoever was to enter waits outside.
 */
export async function enterRuns(teamId: TeamId, standings: readonly Standing[]): Promise<(Standing | null)[]> {
  const over = await ceilingOf(teamId, standings)
  for (const flowId of over) await pauseItself(teamId, flowId, 'flow_ceiling')
  const outside = (standing: Standing): Standing =>
    over.has(standing.claimed.flowId) && standing.flow === 'live' ? { ...standing, flow: 'paused' } : standing
  const entered = await onceMore(() => byIndex(teamId, (tx) => decideAll(tx, teamId, standings.map(outside))))
  for (const flowId of await stopsOf(teamId, entered.circles)) await pauseItself(teamId, flowId, 'flow_loop')
  return entered.standings
}

async function decideAll(tx: Tx, teamId: TeamId, standings: readonly Standing[]) {
  const depths = await depthsOf(tx, teamId, standings)
  const verdicts = standings.map((standing) => endBefore(standing) ?? conditionsOf(standing))
  const depthAt = (i: number) => depths.get(standings[i]?.claimed.runId ?? '') ?? 0
  const nexts = verdicts.map((verdict, i) => verdict ?? (depthAt(i) >= deepest ? skipped('flow_loop') : null))
  const caps = await capsOf(
    tx,
    teamId,
    standings.filter((_, i) => nexts[i] === null),
  )
  const lines = standings.map((standing, i): Line => {
    const next = nexts[i] ?? (caps.takes(standing) ? null : skipped('flow_cap'))
    const depth = depthAt(i)
    if (next) return { claimed: standing.claimed, trail: trailOf(standing, next), next, depth }
    const { trail, next: first } = arrive({ ...standing, depth }, null)
    return { claimed: standing.claimed, trail: [enterEntry(standing), ...trail], next: first, enters: true, depth }
  })
  const goesOn = await settleIn(tx, teamId, lines)
  return {
    standings: standings.map((standing, i) => {
      const next = lines[i]?.next
      return goesOn[i] && next?.is === 'on' ? { ...moved(standing, next.stepId), depth: depthAt(i) } : null
    }),
    circles: new Set(
      lines.flatMap(({ next, claimed }) =>
        next.is === 'ended' && next.reason === 'flow_loop' ? [claimed.flowId] : [],
      ),
    ),
  }
}

type Skipped = Extract<Next, { is: 'ended' }>

const skipped = (reason: NonNullable<Skipped['reason']>, says?: string): Skipped => ({
  is: 'ended',
  state: 'skipped',
  reason,
  says,
})

function conditionsOf(standing: Standing): Skipped | null {
  // Whoever tried to let it in is gone without a word, again and again: it must not go on for ever.
  const { isOrphan, attemptNo } = standing.claimed
  if (isOrphan && attemptNo > mostAttempts) return { is: 'ended', state: 'failed', reason: 'step_broke' }
  const verdict = judge(standing, standing.definition.trigger.filters)
  if (verdict.met) return null
  return skipped('filter_not_met', notMetSentence(verdict.failed, verdict.why, lookUps))
}

const lookUps = { eventLabel: (type: string) => catalogueRow(type)?.label ?? type, destinationName: () => null }

const enterEntry = ({ now }: Standing): TrailEntry => ({
  stepId: 'enter',
  kind: 'enter',
  at: now,
  durationMs: 0,
  outcome: 'done',
})

const trailOf = (standing: Standing, next: Next): TrailEntry[] =>
  next.is === 'ended' ? [{ ...enterEntry(standing), outcome: 'skipped', reason: next.reason, says: next.says }] : []
