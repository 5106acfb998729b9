import { and, desc, eq, getTableColumns, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { flows, flowVersions } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'
import { noRuns, type RunCounts, runsOf } from './counts'
import { type FlowDefinition, storedDefinition } from './definition'

export type FlowRecord = Omit<typeof flows.$inferSelect, 'draft'>

/** A flow as lists show it. */
export interface FlowRow {
  id: string
  record: FlowRecord
  /** Of the live version, else of the draft; null where none is chosen. */
  triggerType: string | null
  /** Publishing the draft would change something. */
  hasChanges: boolean
  runs: RunCounts
  lastRunAt: Date | null
}

export interface FlowVersion {
  no: number
  publishedBy: string
  publishedAt: Date
}

/** A flow as its editor shows it. */
export interface FlowDetail extends FlowRow {
  draft: FlowDefinition
  live: FlowDefinition | null
  versions: FlowVersion[]
}

/** What was published at one time, of which flow. */
export interface FlowVersionDetail extends FlowVersion {
  teamId: TeamId
  flowId: string
  definition: FlowDefinition
}

export interface FlowFilter {
  siteId: SiteId
  livemode?: boolean | undefined
}

/** The flows of a site, newest first; none that was removed. */
export function listFlows(
  teamId: TeamId,
  { siteId, livemode }: FlowFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<FlowRow>> {
  return withTeams(teamId, async (tx) => {
    const found = await selectFlows(tx)
      .where(
        and(
          eq(flows.teamId, teamId),
          eq(flows.siteId, siteId),
          livemode === undefined ? undefined : eq(flows.livemode, livemode),
          cursor === undefined ? undefined : lt(flows.id, cursor),
          isNull(flows.deletedAt),
        ),
      )
      .orderBy(desc(flows.id))
      .limit(limit + 1)
    const { rows, next } = pageOf(found, limit)
    return { rows: await withRuns(tx, teamId, rows), next }
  })
}

export function findFlow(teamId: TeamId, id: string): Promise<FlowDetail | null> {
  return withTeams(teamId, (tx) => readFlow(tx, teamId, id))
}

export async function readFlow(tx: Tx, teamId: TeamId, id: string): Promise<FlowDetail | null> {
  const found = await selectFlows(tx).where(theFlow(teamId, id))
  const [row] = await withRuns(tx, teamId, found)
  const [own] = await tx
    .select({ draft: flows.draft, live: flowVersions.definition })
    .from(flows)
    .leftJoin(flowVersions, isLive)
    .where(theFlow(teamId, id))
  if (!row || !own) return null
  return {
    ...row,
    draft: storedDefinition(own.draft),
    live: own.live && storedDefinition(own.live),
    versions: await versionsOf(tx, teamId, id),
  }
}

/** What was published as this number; also of a removed flow, whose runs still show it. */
export function findVersion(teamId: TeamId, flowId: string, no: number): Promise<FlowVersionDetail | null> {
  return withTeams(teamId, async (tx) => {
    const [row] = await tx
      .select({ ...version, definition: flowVersions.definition })
      .from(flowVersions)
      .where(and(eq(flowVersions.teamId, teamId), eq(flowVersions.flowId, flowId), eq(flowVersions.no, no)))
    return row ? { ...row, teamId, flowId, definition: storedDefinition(row.definition) } : null
  })
}

/** Removed ones are nobody's any more. */
export const theFlow = (teamId: TeamId, id: string): SQL | undefined =>
  and(eq(flows.teamId, teamId), eq(flows.id, id), isNull(flows.deletedAt))

const isLive = and(
  eq(flowVersions.teamId, flows.teamId),
  eq(flowVersions.flowId, flows.id),
  eq(flowVersions.no, flows.liveNo),
)

const { draft: _, ...columns } = getTableColumns(flows)

/** Drafts are compared where they are: a list need not carry them about. */
const selectFlows = (tx: Tx) =>
  tx
    .select({
      id: flows.id,
      record: columns,
      triggerType: sql<
        string | null
      >`coalesce(${flows.triggerType}, nullif(${flows.draft} -> 'trigger' ->> 'type', ''))`,
      hasChanges: sql<boolean>`${flowVersions.definition} is distinct from ${flows.draft}`,
    })
    .from(flows)
    .leftJoin(flowVersions, isLive)

async function withRuns(
  tx: Tx,
  teamId: TeamId,
  rows: readonly Omit<FlowRow, 'runs' | 'lastRunAt'>[],
): Promise<FlowRow[]> {
  const runs = await runsOf(
    tx,
    teamId,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const { counts, lastAt } = runs.get(row.id) ?? noRuns()
    return { ...row, runs: counts, lastRunAt: lastAt }
  })
}

const version = {
  no: flowVersions.no,
  publishedBy: flowVersions.publishedBy,
  publishedAt: flowVersions.publishedAt,
}

/** As many as a page can show; older ones are found by their number. */
const versionsShown = 50

/** What those it shows were, newest first. */
export async function definitionsOf(tx: Tx, teamId: TeamId, flowId: string): Promise<FlowDefinition[]> {
  const rows = await tx
    .select({ definition: flowVersions.definition })
    .from(flowVersions)
    .where(and(eq(flowVersions.teamId, teamId), eq(flowVersions.flowId, flowId)))
    .orderBy(desc(flowVersions.no))
    .limit(versionsShown)
  return rows.map(({ definition }) => storedDefinition(definition))
}

const versionsOf = (tx: Tx, teamId: TeamId, flowId: string): Promise<FlowVersion[]> =>
  tx
    .select(version)
    .from(flowVersions)
    .where(and(eq(flowVersions.teamId, teamId), eq(flowVersions.flowId, flowId)))
    .orderBy(desc(flowVersions.no))
    .limit(versionsShown)
