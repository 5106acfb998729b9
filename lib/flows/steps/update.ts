import { withTeams } from '@/db/tenant'
import { applied } from '@/lib/figures/recompute'
import type { PersonChange } from '@/lib/subscribers/change'
import { editSubscriber } from '@/lib/subscribers/edit'
import { unsubscribe } from '@/lib/suppression/unsubscribe'
import { personChangeOf, renderChange, wordOf } from '../change'
import { variablesOf } from '../variables'
import { defineStep, type RunContext } from './step'

/** How long a run waits for what it said to be seen, so that a branch behind this step already knows it. */
const mostWaitMs = 2_000

/** Says something of the run's person: a tag, a field, their group, or that they want no mail. */
export const update = defineStep({
  kind: 'update',
  callsOut: false,

  async run({ id, change }, context) {
    const filled = renderChange(change, variablesOf({ ...context, siteName: context.site.name }))
    if (!filled.ok) return { status: 'failed', reason: filled.reason, says: filled.says }

    const entry = await say(personChangeOf(filled.value), `run:${context.runId}:${id}`, context)
    await applied(context.teamId, entry, mostWaitMs)
    const value = wordOf(filled.value)
    return { status: 'done', ...(value !== null && { detail: { value } }) }
  },
})

function say(change: PersonChange, key: string, context: RunContext): Promise<string> {
  const recipient = { ...context, email: context.subscriber.email }
  return withTeams(context.teamId, (tx) =>
    change.unsubscribed ? unsubscribe(tx, recipient, 'By a flow.', key) : editSubscriber(tx, recipient, change, key),
  )
}
