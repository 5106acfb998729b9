import { invalid, notFound } from '@/app/api/endpoint'
import type { FlowDefinition } from '@/lib/flows/definition'
import { masked } from '@/lib/flows/header-values'
import { type PastEvent, pastEvent } from '@/lib/flows/past-event'
import { type FlowDetail, findFlow } from '@/lib/flows/queries'
import type { SiteId, TeamId } from '@/lib/tenancy/ids'

interface Tried {
  flow: FlowDetail
  draft: FlowDefinition
  /** Of the draft's trigger; empty when none is chosen yet. */
  type: string
  /** Null while no event is chosen: then there is nothing to look at it with. */
  past: PastEvent | null
}

interface Wish {
  event_id?: string | undefined
  /** As it stands in an editor, not saved yet; left out: the stored one. */
  draft?: FlowDefinition | undefined
  /** Another event to begin with than the draft's. */
  type?: string | undefined
}

/** A flow's draft, without what is sealed in it, and the event to look at it with: the one that is asked for, else the newest of its type, else an example. */
export async function draftWithEvent(
  { teamId, siteId }: { teamId: TeamId; siteId: SiteId },
  id: string,
  { event_id, draft: edited, type: other }: Wish,
): Promise<Tried> {
  const flow = await findFlow(teamId, id)
  if (!flow) throw notFound()
  const draft = edited ?? masked(flow.draft, { teamId, flowId: id }, true)
  const type = other ?? draft.trigger.type
  if (type === '') return { flow, draft, type, past: null }
  const past = await pastEvent({ teamId, siteId, livemode: flow.record.livemode }, type, event_id)
  if (!past.ok) throw invalid({ event_id: whyNot[past.reason] })
  return { flow, draft, type, past: past.value }
}

const whyNot = {
  no_event: 'There is no such event on this site.',
  other_event: 'The flow begins with another event than this one.',
}
