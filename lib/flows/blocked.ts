import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { destinations } from '@/db/schema/destinations'
import { flows } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { allowedByEnv } from '@/lib/outbound/allowed'
import { type Blocker, blockersOf } from './blockers'
import type { FlowDefinition } from './definition'
import { readable } from './header-values'
import { weightProblem } from './mail/weight'
import { allSteps } from './nesting'
import type { FlowDetail, FlowRecord } from './queries'

/**
 * Published flows of one site and mode, paused ones too: every event is put to each that begins with it, in the transaction that applies
 * it, and other teams' events may be in the same batch.
 */
export const mostFlows = { ofOneEvent: 10, inAll: 100 }

/** What stands in the way of publishing a flow's draft. */
export async function blockersOfFlow({ record, draft }: Pick<FlowDetail, 'record' | 'draft'>): Promise<Blocker[]> {
  const weights = await weightsIn(draft)
  return withTeams(record.teamId, (tx) =>
    blockersIn(tx, record, readable(draft, { teamId: record.teamId, flowId: record.id }), weights),
  )
}

/** The texts of mails that are too heavy, with what is to be said of each. Not asked in a transaction, since each takes its turns. */
export async function weightsIn({ steps }: FlowDefinition): Promise<Map<string, string>> {
  const weights = new Map<string, string>()
  for (const step of allSteps(steps)) {
    const problem = step.kind === 'email' ? await weightProblem(step.body) : null
    if (step.kind === 'email' && problem !== null) weights.set(step.body, problem)
  }
  return weights
}

/** `draft` opened. A destination may go at any time, so those that are there are looked up whenever somebody asks. */
export async function blockersIn(
  tx: Tx,
  flow: Pick<FlowRecord, 'teamId' | 'siteId' | 'livemode' | 'id'>,
  draft: FlowDefinition,
  weights: ReadonlyMap<string, string>,
): Promise<Blocker[]> {
  const { teamId, siteId, livemode } = flow
  const there = await tx
    .select({ id: destinations.id })
    .from(destinations)
    .where(
      and(
        eq(destinations.teamId, teamId),
        eq(destinations.siteId, siteId),
        eq(destinations.livemode, livemode),
        isNull(destinations.deletedAt),
      ),
    )
  const ofDraft = blockersOf(draft, { destinations: there.map(({ id }) => id), allowed: allowedByEnv(), weights })
  return [...(await crowded(tx, flow, draft.trigger.type)), ...ofDraft]
}

async function crowded(
  tx: Tx,
  { teamId, siteId, livemode, id }: Pick<FlowRecord, 'teamId' | 'siteId' | 'livemode' | 'id'>,
  type: string,
): Promise<Blocker[]> {
  const [others] = await tx
    .select({
      inAll: sql<number>`count(*)::int`,
      ofOneEvent: sql<number>`count(*) filter (where ${flows.triggerType} = ${type})::int`,
    })
    .from(flows)
    .where(
      and(
        eq(flows.teamId, teamId),
        eq(flows.siteId, siteId),
        eq(flows.livemode, livemode),
        isNull(flows.deletedAt),
        ne(flows.state, 'draft'),
        ne(flows.id, id),
      ),
    )
  const message =
    (others?.ofOneEvent ?? 0) >= mostFlows.ofOneEvent
      ? `${mostFlows.ofOneEvent} flows begin with this event already. Remove one, or put what this one does into a branch of another.`
      : (others?.inAll ?? 0) >= mostFlows.inAll
        ? `This site has ${mostFlows.inAll} published flows already. Remove one first.`
        : null
  return message === null ? [] : [{ step_id: null, field: 'trigger.type', message }]
}
