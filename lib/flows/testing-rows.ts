import { newId } from '@/db/schema/columns'
import { flowQueue, flowRuns, flowVersions } from '@/db/schema/flows'
import { withTeams } from '@/db/tenant'
import { sluice } from '@/lib/connections/actor'
import type { Place } from '@/lib/lane/testing'
import { emptyDefinition, type FlowDefinition } from './definition'
import { createFlow } from './mutations'

/** For tests of what people do with flows: flows and runs as rows, without a lane or a worker. */

export const by = ({ teamId }: Pick<Place, 'teamId'>) => ({ teamId, actor: { ...sluice, label: 'Mia Lee' } })

/** A flow that could go live: a mail for who paid. */
export const thanks: FlowDefinition = {
  ...emptyDefinition,
  trigger: { type: 'charge.succeeded', filters: { match: 'all', conditions: [] } },
  steps: [
    { id: 'pause', kind: 'wait', for: { amount: 2, unit: 'days' }, until: null },
    {
      id: 'thanks',
      kind: 'email',
      subject: 'Thank you',
      preview: '',
      body: 'Hello {{ subscriber.email }}',
      from_name: '',
      reply_to: '',
    },
  ],
}

export const makeFlow = (place: Place, definition: FlowDefinition = thanks, name = 'Thanks') =>
  createFlow(by(place), place.siteId, { livemode: true, name, definition })

type Run = typeof flowRuns.$inferInsert

/** A run of a flow's first version, as the lane and the worker leave one; an open one with its queue row. */
export async function addRun(
  { teamId, siteId, connectionId }: Place,
  flowId: string,
  given: Partial<Run> & { queue?: Partial<typeof flowQueue.$inferInsert> } = {},
): Promise<string> {
  const { queue, ...run } = given
  const id = run.id ?? newId()
  const partyKey = run.partyKey ?? 'mail:bo@example.com'
  const where = { teamId, flowId, siteId, livemode: true, partyKey }
  await withTeams(teamId, async (tx) => {
    await tx.insert(flowRuns).values({
      ...where,
      id,
      versionNo: 1,
      connectionId,
      eventId: newId(),
      type: 'charge.succeeded',
      event: {},
      state: 'open',
      ...run,
    })
    if ((run.state ?? 'open') === 'open')
      await tx.insert(flowQueue).values({ ...where, runId: id, dueAt: new Date(), ...queue })
  })
  return id
}

/** What publishing leaves, for tests that are not about publishing. */
export async function addVersion({ teamId }: Place, flowId: string, no: number, definition: FlowDefinition = thanks) {
  await withTeams(teamId, async (tx) => {
    await tx.insert(flowVersions).values({ teamId, flowId, no, definition, publishedBy: 'Mia Lee' })
  })
}
