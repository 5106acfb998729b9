import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { flowQueue, flowRuns, flows, flowVersions, type RunState } from '@/db/schema/flows'
import { type Person, peopleOf } from '@/lib/events/people'
import type { Step } from '../definition'

export interface RunRow {
  id: string
  flowId: string
  /** As it is called now; also of one that was removed. */
  flowName: string
  versionNo: number
  siteId: SiteId
  livemode: boolean
  eventId: string
  type: string
  person: Person | null
  state: RunState
  reason: string | null
  says: string | null
  /** Where it is, in its own version; null before it entered, at its end, and where the version has no such step. */
  step: Step | null
  waitsUntil: Date | null
  /** When it goes on; null when it has ended. `isBeingDone`: somebody is at it. */
  dueAt: Date | null
  isBeingDone: boolean
  depth: number
  createdAt: Date
  enteredAt: Date | null
  endedAt: Date | null
}

const {
  event: _event,
  teamId: _teamId,
  connectionId: _connection,
  occasion: _occasion,
  ...runColumns
} = getTableColumns(flowRuns)

/** What of a run's own row is read for a page. */
export { runColumns }

export type Found = Pick<typeof flowRuns.$inferSelect, keyof typeof runColumns>

/** With what a row says beside its own: the flow's name, the step as its version has it, what is due, and whom it is about. */
export async function whole(tx: Tx, teamId: TeamId, found: readonly Found[]): Promise<RunRow[]> {
  if (found.length === 0) return []
  const due = queuedOf(tx)
  const more = await tx
    .select({
      id: flowRuns.id,
      flowName: flows.name,
      // Only the step: a definition may be long, and a page has many runs. Ids of paths are not those of steps.
      step: sql<Step | null>`jsonb_path_query_first(${flowVersions.definition} -> 'steps',
        'strict $.** ? (@.type() == "object") ? (@.id == $step && exists (@.kind))', jsonb_build_object('step', ${flowRuns.stepId}), true)`,
      dueAt: due.dueAt,
      waitsUntil: due.waitsUntil,
      isBeingDone: sql<boolean>`coalesce(${due.claimId} is not null and ${due.dueAt} > now(), false)`,
    })
    .from(flowRuns)
    .innerJoin(flows, and(eq(flows.teamId, flowRuns.teamId), eq(flows.id, flowRuns.flowId)))
    .leftJoin(
      flowVersions,
      and(
        eq(flowVersions.teamId, flowRuns.teamId),
        eq(flowVersions.flowId, flowRuns.flowId),
        eq(flowVersions.no, flowRuns.versionNo),
      ),
    )
    .leftJoinLateral(due, sql`true`)
    .where(
      and(
        eq(flowRuns.teamId, teamId),
        inArray(
          flowRuns.id,
          found.map(({ id }) => id),
        ),
      ),
    )
  const byId = new Map(more.map(({ id, ...row }) => [id, row]))
  const people = await peopleOf(tx, teamId, found)
  return found.flatMap(({ partyKey, stepId: __, ...run }) => {
    const beside = byId.get(run.id)
    return beside ? [{ ...run, ...beside, person: people.of({ ...run, partyKey }) }] : []
  })
}

/** One probe a run: joined plainly, the planner may rather read the whole queue for a page of runs. */
const queuedOf = (tx: Tx) =>
  tx
    .select({ dueAt: flowQueue.dueAt, waitsUntil: flowQueue.waitsUntil, claimId: flowQueue.claimId })
    .from(flowQueue)
    .where(
      and(
        eq(flowQueue.teamId, flowRuns.teamId),
        eq(flowQueue.flowId, flowRuns.flowId),
        eq(flowQueue.runId, flowRuns.id),
      ),
    )
    .limit(1)
    .as('due')
