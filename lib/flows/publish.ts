import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { flowVersions } from '@/db/schema/flows'
import { audit } from '@/lib/audit'
import { blockersIn, weightsIn } from './blocked'
import { type FlowDefinition, flowDefinition, storedDefinition } from './definition'
import { readable } from './header-values'
import { listensOf } from './listens'
import { change, type FlowDoer, type StoredFlow, write } from './mutations'
import { type FlowDetail, findFlow } from './queries'

export type Published = { outcome: 'saved' | 'conflict' | 'blocked'; flow: FlowDetail } | { outcome: 'not_found' }

/**
 * Makes the draft the version that new runs get, and a draft live. Who is on their way keeps the version they entered with (FL-06). A
 * paused flow stays paused with its new version: publishing corrects it, resuming lets it go on. What is live already is not written
 * a second time.
 */
export async function publishFlow(by: FlowDoer, id: string, version: number): Promise<Published> {
  const seen = await findFlow(by.teamId, id)
  const weights = seen ? await weightsIn(seen.draft) : new Map<string, string>()
  return change(by, id, version, async (tx, flow) => {
    if (flow.version !== seen?.record.version) return 'conflict'
    const draft = flowDefinition.parse(readable(storedDefinition(flow.draft), { teamId: by.teamId, flowId: id }))
    if ((await blockersIn(tx, flow, draft, weights)).length > 0) return 'blocked'
    if (await isLive(tx, flow)) return 'saved'
    const no = (await lastNo(tx, flow)) + 1
    await tx.insert(flowVersions).values({
      teamId: by.teamId,
      flowId: id,
      no,
      // As it is stored, to the letter: what is sealed in it stays sealed, and no difference shows.
      definition: flow.draft,
      publishedBy: by.actor.label,
    })
    await write(tx, flow, {
      state: flow.state === 'paused' ? 'paused' : 'live',
      liveNo: no,
      triggerType: draft.trigger.type,
      listens: await heard(tx, flow, draft),
    })
    await audit(tx, { ...by, action: 'flow.published', subject: id, detail: { no } })
    return 'saved'
  })
}

async function isLive(tx: Tx, flow: StoredFlow): Promise<boolean> {
  const found = await tx
    .select({ no: flowVersions.no })
    .from(flowVersions)
    .where(and(versionsOf(flow), eq(flowVersions.no, flow.liveNo), eq(flowVersions.definition, flow.draft)))
  return found.length > 0
}

async function lastNo(tx: Tx, flow: StoredFlow): Promise<number> {
  const [last] = await tx
    .select({ no: flowVersions.no })
    .from(flowVersions)
    .where(versionsOf(flow))
    .orderBy(desc(flowVersions.no))
    .limit(1)
  return last?.no ?? 0
}

/**
 * What wakes its runs from now on: of the new version, of every version somebody is still on or may be tried again on, and of the one
 * that was live until now, with which a batch of the lane may be writing a run at this moment.
 */
async function heard(tx: Tx, flow: StoredFlow, draft: FlowDefinition): Promise<string[]> {
  const open = sql`select r.version_no from flow_runs r
    where r.team_id = ${flow.teamId} and r.flow_id = ${flow.id} and r.state in ('open', 'failed')`
  const kept = await tx
    .select({ definition: flowVersions.definition })
    .from(flowVersions)
    .where(and(versionsOf(flow), sql`(${flowVersions.no} = ${flow.liveNo} or ${flowVersions.no} in (${open}))`))
  const types = [draft, ...kept.map(({ definition }) => storedDefinition(definition))].flatMap(listensOf)
  return [...new Set(types)].sort()
}

const versionsOf = ({ teamId, id }: StoredFlow) => and(eq(flowVersions.teamId, teamId), eq(flowVersions.flowId, id))
