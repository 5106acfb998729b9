import { and, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import { flows } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { emptyDefinition, type FlowDefinition, storedDefinition } from './definition'
import { hasMasks, sealed } from './header-values'
import { definitionsOf, type FlowDetail, readFlow, theFlow } from './queries'
import type { FlowChanges } from './schema'
import { templateOf } from './templates'

export interface FlowDoer {
  teamId: TeamId
  actor: Actor
}

/** What became of a wish about a flow: as it is now, whether or not it was done. */
export type Saved =
  | { outcome: 'saved'; flow: FlowDetail }
  | { outcome: 'not_found' }
  /** Somebody changed it since `version`; or it was never published, so there is nothing to pause or resume. */
  | { outcome: 'conflict' | 'unpublished'; flow: FlowDetail }

export interface FlowStart {
  livemode: boolean
  name: string
  template?: string | undefined
  definition?: FlowDefinition | undefined
}

/** Makes a flow as a draft: nothing starts by it until it is published. Names may repeat, as copies do. */
export function createFlow(by: FlowDoer, siteId: SiteId, given: FlowStart): Promise<FlowDetail> {
  return withTeams(by.teamId, async (tx) => {
    const id = newId()
    const { livemode, name, template = null } = given
    const definition = given.definition ?? templateOf(template ?? '')?.definition ?? emptyDefinition
    const draft = sealed(definition, [], { teamId: by.teamId, flowId: id })
    await tx.insert(flows).values({ teamId: by.teamId, id, siteId, livemode, name, template, draft })
    await audit(tx, { ...by, action: 'flow.created', subject: id, detail: { name, template } })
    const made = await readFlow(tx, by.teamId, id)
    if (!made) throw new Error('a flow vanished while it was being made')
    return made
  })
}

/** Saves its name or its draft. What is live stays as it is until it is published again (FL-06). */
export function changeFlow(by: FlowDoer, id: string, { version, name, draft: given }: FlowChanges): Promise<Saved> {
  return change(by, id, version, async (tx, flow) => {
    const draft = given && (await sealedFor(tx, flow, given))
    // A page that saves by itself says the same again now and then; that is no change, and nobody's version moves.
    const isNew = draft !== undefined && !(await isDraft(tx, flow, draft))
    const changes = { ...(name !== undefined && name !== flow.name && { name }), ...(isNew && { draft }) }
    const fields = Object.keys(changes)
    if (fields.length === 0) return 'saved'
    await write(tx, flow, changes)
    await audit(tx, { ...by, action: 'flow.changed', subject: id, detail: { fields } })
    return 'saved'
  })
}

/** Nobody enters any more, and who is inside stands still. */
export function pauseFlow(by: FlowDoer, id: string): Promise<Saved> {
  return change(by, id, undefined, async (tx, flow) => {
    if (flow.state === 'draft') return 'unpublished'
    if (flow.state === 'paused') return 'saved'
    await write(tx, flow, { state: 'paused', pausedReason: null, pausedAt: sql`now()` })
    await audit(tx, { ...by, action: 'flow.paused', subject: id })
    return 'saved'
  })
}

/** Goes on with the version it had; who stood still goes on too. */
export function resumeFlow(by: FlowDoer, id: string): Promise<Saved> {
  return change(by, id, undefined, async (tx, flow) => {
    if (flow.state === 'draft') return 'unpublished'
    if (flow.state === 'live') return 'saved'
    await write(tx, flow, { state: 'live', pausedReason: null, pausedAt: null, resumedAt: sql`now()` })
    await audit(tx, { ...by, action: 'flow.resumed', subject: id, detail: { paused_reason: flow.pausedReason } })
    return 'saved'
  })
}

/**
 * The frame of every change: the flow's row is locked, so that of two at once the second sees what the first did, and the answer is
 * the flow as it is then.
 */
export function change<Outcome extends string>(
  { teamId }: FlowDoer,
  id: string,
  version: number | undefined,
  work: (tx: Tx, flow: StoredFlow) => Promise<Outcome>,
): Promise<{ outcome: Outcome | 'conflict'; flow: FlowDetail } | { outcome: 'not_found' }> {
  return withTeams(teamId, async (tx) => {
    const [stored] = await tx.select().from(flows).where(theFlow(teamId, id)).for('update')
    if (!stored) return { outcome: 'not_found' }
    const outcome = version !== undefined && version !== stored.version ? 'conflict' : await work(tx, stored)
    const flow = await readFlow(tx, teamId, id)
    if (!flow) throw new Error('a flow vanished while it was being changed')
    return { outcome, flow }
  })
}

export type StoredFlow = typeof flows.$inferSelect

/** Writes what is given, and moves the version on: whoever had read the one before is told. */
export const write = (tx: Tx, { teamId, id }: StoredFlow, changes: PgUpdateSetSource<typeof flows>) =>
  tx
    .update(flows)
    .set({ ...changes, version: sql`${flows.version} + 1`, updatedAt: sql`now()` })
    .where(theFlow(teamId, id))

/** What was shown of a version comes back when it is made the draft again, so versions are looked through too. */
async function sealedFor(tx: Tx, flow: StoredFlow, draft: FlowDefinition): Promise<FlowDefinition> {
  const { teamId, id: flowId } = flow
  const versions = hasMasks(draft) ? await definitionsOf(tx, teamId, flowId) : []
  return sealed(draft, [storedDefinition(flow.draft), ...versions], { teamId, flowId })
}

/** Compared by the database, to which the order of keys is nothing. */
async function isDraft(tx: Tx, { teamId, id }: StoredFlow, draft: FlowDefinition): Promise<boolean> {
  const found = await tx
    .select({ id: flows.id })
    .from(flows)
    .where(and(theFlow(teamId, id), eq(flows.draft, draft)))
  return found.length > 0
}
