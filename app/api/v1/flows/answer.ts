import { ApiError, json, notFound } from '@/app/api/endpoint'
import { blockersOfFlow } from '@/lib/flows/blocked'
import { type FlowDetailJson, flowDetailJson } from '@/lib/flows/json'
import type { FlowDetail } from '@/lib/flows/queries'
import { can, type Role } from '@/lib/tenancy/roles'

export const detailOf = async (flow: FlowDetail, role: Role): Promise<FlowDetailJson> =>
  flowDetailJson(flow, await blockersOfFlow(flow), can(role, 'flows.manage'))

type Outcome =
  | { outcome: 'saved' | 'conflict' | 'unpublished' | 'blocked'; flow: FlowDetail }
  | { outcome: 'not_found' }

/** What a change of a flow answers: the flow as it is now, also where the change was refused. */
export async function answerTo(wish: Outcome, { role }: { role: Role }): Promise<Response> {
  if (wish.outcome === 'not_found') throw notFound()
  const detail = await detailOf(wish.flow, role)
  switch (wish.outcome) {
    case 'saved':
      return json(detail)
    case 'conflict':
      throw new ApiError(409, 'conflict', 'Somebody changed this flow meanwhile.', { current: detail })
    case 'unpublished':
      throw new ApiError(409, 'unpublished', 'This flow was never published, so nothing of it runs.')
    case 'blocked':
      throw new ApiError(422, 'blocked', detail.blockers[0]?.message ?? 'The flow is not ready.', {
        blockers: detail.blockers,
      })
  }
}
