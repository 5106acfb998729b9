import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { catalogueRow } from '@/lib/catalogue'
import { namesOfProducts } from '@/lib/connections/product-names'
import { onceMore } from '@/lib/deliveries/locks'
import { mostAttempts } from '@/lib/deliveries/schedule'
import { ceilingOf, deepest, mostOfPerson, type Often, oftenOf, stopsOf } from '../ceiling'
import { productsAsked } from '../conditions'
import { pauseItself } from '../pause-itself'
import { type LookUps, notMetSentence } from '../words'
import { arrive } from './arrive'
import { byIndex } from './by-index'
import { type Caps, capsOf } from './cap'
import { depthsOf } from './depth'
import { endBefore } from './ends'
import type { Line, Next, TrailEntry } from './line'
import { settleIn } from './settle'
import { judge, moved, type Standing } from './standing'

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

async function decideAll(tx: Tx, teamId: TeamId, given: readonly Standing[]) {
  const depths = await depthsOf(tx, teamId, given)
  const standings = given.map((standing) => ({ ...standing, depth: depths.get(standing.claimed.runId) ?? 0 }))
  const often = await oftenOf(tx, teamId, standings)
  const lookUps = await lookUpsFor(tx, teamId, standings)
  const outside = new Map(standings.map((standing) => [standing.claimed.runId, whyOutside(standing, lookUps)]))
  const asking = standings.filter(({ claimed }) => !outside.get(claimed.runId))
  const caps = await capsOf(tx, teamId, asking)
  const lines = standings.map((standing) => {
    const why = outside.get(standing.claimed.runId) ?? whyNotAgain(standing, often, caps)
    if (why) return turnedAway(standing, why)
    often.count(standing)
    return letIn(standing)
  })
  const goesOn = await settleIn(tx, teamId, lines)
  const circles = lines.filter(
    ({ next, depth = 0 }) => next.is === 'ended' && next.reason === 'flow_loop' && depth >= deepest,
  )
  return {
    standings: standings.map((standing, i) => {
      const next = lines[i]?.next
      return goesOn[i] && next?.is === 'on' ? moved(standing, next.stepId) : null
    }),
    circles: new Set(circles.map(({ claimed }) => claimed.flowId)),
  }
}

function letIn(standing: Standing): Line {
  const { claimed, stepId: at, depth } = standing
  const { trail, next } = arrive(standing, null)
  return { claimed, at, depth, enters: true, trail: [enterEntry(standing), ...trail], next }
}

function turnedAway(standing: Standing, next: Next): Line {
  const { claimed, stepId: at, depth } = standing
  const entry = enterEntry(standing)
  const trail =
    next.is === 'ended' ? [{ ...entry, outcome: 'skipped' as const, reason: next.reason, says: next.says }] : []
  return { claimed, at, depth, trail, next }
}

type Skipped = Extract<Next, { is: 'ended' }>

const skipped = (reason: NonNullable<Skipped['reason']>, says?: string): Skipped => ({
  is: 'ended',
  state: 'skipped',
  reason,
  says,
})

function whyOutside(standing: Standing, lookUps: LookUps): Next | null {
  const end = endBefore(standing)
  if (end) return end
  // Whoever tried to let it in is gone without a word, again and again: it must not go on for ever.
  const { isOrphan, attemptNo } = standing.claimed
  if (isOrphan && attemptNo > mostAttempts) return { is: 'ended', state: 'failed', reason: 'step_broke' }
  const verdict = judge(standing, standing.definition.trigger.filters)
  if (!verdict.met) return skipped('filter_not_met', notMetSentence(verdict.failed, verdict.why, lookUps))
  return standing.depth >= deepest ? skipped('flow_loop') : null
}

function whyNotAgain(standing: Standing, often: Often, caps: Caps): Next | null {
  if (often.isOver(standing))
    return skipped('flow_loop', `It let this person in ${mostOfPerson.count} times within an hour.`)
  return caps.takes(standing) ? null : skipped('flow_cap')
}

/** Names for the sentence that says why somebody stays outside; a query only where a flow asks for products. */
async function lookUpsFor(tx: Tx, teamId: TeamId, standings: readonly Standing[]): Promise<LookUps> {
  const asked = standings.flatMap(({ definition }) => productsAsked(definition.trigger.filters))
  const names = await namesOfProducts(tx, teamId, [...new Set(asked)])
  return {
    eventLabel: (type) => catalogueRow(type)?.label ?? type,
    destinationName: () => null,
    productName: (id) => names.get(id) ?? null,
  }
}

const enterEntry = ({ now }: Standing): TrailEntry => ({
  stepId: 'enter',
  kind: 'enter',
  at: now,
  durationMs: 0,
  outcome: 'done',
})
