import { and, asc, desc, eq, getTableColumns, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { flowRuns, flowSteps, flows, flowVersions, type RunState } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'
import { partiesOf } from '@/lib/subscribers/read-people'
import { type FlowDefinition, storedDefinition } from '../definition'
import { newestOf } from './newest-of'
import { type Found, type RunRow, runColumns, whole } from './run-row'

export type TrailRow = Omit<typeof flowSteps.$inferSelect, 'teamId' | 'runId'>

export interface RunDetail extends RunRow {
  /** What it goes by: the version it entered with. */
  definition: FlowDefinition | null
  trail: TrailRow[]
}

export interface RunFilter {
  siteId: SiteId
  livemode?: boolean | undefined
  flowId?: string | undefined
  state?: RunState | undefined
  eventId?: string | undefined
  subscriberId?: string | undefined
}

/** Runs of a site, newest first; also those of flows that were removed. */
export function listRuns(teamId: TeamId, filter: RunFilter, page: PageRequest): Promise<Page<RunRow>> {
  return withTeams(teamId, async (tx) => {
    const newest = filter.eventId ? ofEvent(tx, teamId, filter, page) : await ofLanes(tx, teamId, filter, page)
    if (!newest) return { rows: [], next: null }
    const { rows, next } = pageOf(await newest, page.limit)
    return { rows: await whole(tx, teamId, rows), next }
  })
}

export function findRun(teamId: TeamId, id: string): Promise<RunDetail | null> {
  return withTeams(teamId, async (tx) => {
    const one = and(eq(flowRuns.teamId, teamId), eq(flowRuns.id, id))
    const [row] = await whole(tx, teamId, await tx.select(runColumns).from(flowRuns).where(one))
    if (!row) return null
    const [version] = await tx
      .select({ definition: flowVersions.definition })
      .from(flowVersions)
      .where(
        and(eq(flowVersions.teamId, teamId), eq(flowVersions.flowId, row.flowId), eq(flowVersions.no, row.versionNo)),
      )
    const { teamId: _, runId: __, ...trailColumns } = getTableColumns(flowSteps)
    const trail = await tx
      .select(trailColumns)
      .from(flowSteps)
      .where(and(eq(flowSteps.teamId, teamId), eq(flowSteps.runId, id)))
      .orderBy(asc(flowSteps.no))
    return { ...row, definition: version ? storedDefinition(version.definition) : null, trail }
  })
}

/** One event begins a run of each flow at most: a handful. */
const ofEvent = (tx: Tx, teamId: TeamId, filter: RunFilter, page: PageRequest): Promise<Found[]> =>
  tx
    .select(runColumns)
    .from(flowRuns)
    .where(
      and(
        eq(flowRuns.eventId, filter.eventId ?? ''),
        onSite(teamId, filter),
        among(filter),
        page.cursor === undefined ? undefined : lt(flowRuns.id, page.cursor),
      ),
    )
    .orderBy(desc(flowRuns.id))
    .limit(page.limit + 1)

/** Index ranges to read from: a person's parties, else flows. */
type Lane = { flow: string } | { party: string }

/** At most limit + 1 rows from the top of each lane's own range, then merged: bounded however many runs there are. */
async function ofLanes(tx: Tx, teamId: TeamId, filter: RunFilter, page: PageRequest): Promise<Found[] | null> {
  const lanes = await lanesOf(tx, teamId, filter)
  if (lanes.length === 0) return null
  const { where, order } = newestOf(keyOf(filter), flowRuns.id, page.cursor)
  const ofLane = tx
    .select(runColumns)
    .from(flowRuns)
    .where(and(where, onSite(teamId, filter), filter.subscriberId ? among(filter) : undefined))
    .orderBy(...order)
    .limit(page.limit + 1)
    .as('of_lane')
  return tx
    .select(ofLane._.selectedFields)
    .from(sql`json_to_recordset(${JSON.stringify(lanes)}::json) as lane(flow uuid, party text)`)
    .crossJoinLateral(ofLane)
    .orderBy(desc(ofLane.id))
    .limit(page.limit + 1)
}

/** What a lane's index begins with. */
function keyOf({ subscriberId, state }: RunFilter): [SQLWrapper, SQLWrapper][] {
  if (subscriberId) return [[flowRuns.partyKey, sql`lane.party`]]
  const flow: [SQLWrapper, SQLWrapper] = [flowRuns.flowId, sql`lane.flow`]
  return state ? [flow, [flowRuns.state, sql`${state}::text`]] : [flow]
}

async function lanesOf(tx: Tx, teamId: TeamId, filter: RunFilter): Promise<Lane[]> {
  if (filter.subscriberId) {
    const parties = await partiesOf(tx, teamId, [filter.subscriberId])
    return [...new Set(parties.map(({ key }) => key))].map((party) => ({ party }))
  }
  if (filter.flowId) return [{ flow: filter.flowId }]
  const found = await tx
    .select({ id: flows.id })
    .from(flows)
    .where(
      and(
        eq(flows.teamId, teamId),
        eq(flows.siteId, filter.siteId),
        filter.livemode === undefined ? undefined : eq(flows.livemode, filter.livemode),
      ),
    )
  return found.map(({ id }) => ({ flow: id }))
}

const onSite = (teamId: TeamId, { siteId, livemode }: RunFilter): SQL | undefined =>
  and(
    eq(flowRuns.teamId, teamId),
    eq(flowRuns.siteId, siteId),
    livemode === undefined ? undefined : eq(flowRuns.livemode, livemode),
  )

/** Looked at row by row where rows are few; elsewhere they are part of the key, and must not be said a second time (newest-of.ts). */
const among = ({ flowId, state }: RunFilter): SQL | undefined =>
  and(
    flowId === undefined ? undefined : eq(flowRuns.flowId, flowId),
    state === undefined ? undefined : eq(flowRuns.state, state),
  )
