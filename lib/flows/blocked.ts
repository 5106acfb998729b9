import type { BlockerJson } from './json'
import type { FlowDetail } from './queries'

/** What stands in the way of publishing a flow's draft. */
export async function blockersOfFlow({ draft }: Pick<FlowDetail, 'draft'>): Promise<BlockerJson[]> {
  return draft.trigger.type === ''
    ? [{ step_id: null, field: 'trigger.type', message: 'Choose the event the flow begins with.' }]
    : []
}
