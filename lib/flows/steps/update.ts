import { withTeams } from '@/db/tenant'
import { applied } from '@/lib/figures/recompute'
import { type PersonChange, personChange } from '@/lib/subscribers/change'
import { editSubscriber } from '@/lib/subscribers/edit'
import { unsubscribe } from '@/lib/suppression/unsubscribe'
import { plainLine } from '@/lib/text/hidden'
import type { StepOf } from '../definition'
import { type Rendered, render } from '../templating'
import { broken } from '../templating/problem'
import { variablesOf } from '../variables'
import { defineStep, type RunContext } from './step'

/** How long a run waits for what it said to be seen, so that a branch behind this step already knows it. */
const mostWaitMs = 2_000

/** Says something of the run's person: a tag, a field, their group, or that they want no mail. */
export const update = defineStep({
  kind: 'update',

  async run({ id, change }, context) {
    const value = render(templateOf(change), variablesOf({ ...context, siteName: context.site.name }), { as: 'text' })
    const said = value.ok ? changeOf(change, tidy(value.value)) : value
    if (!said.ok) return { status: 'failed', reason: said.reason, says: said.says }

    const entry = await say(said.value, `run:${context.runId}:${id}`, context)
    await applied(context.teamId, entry, mostWaitMs)
    return {
      status: 'done',
      ...(change.what === 'unsubscribe' || !value.ok ? {} : { detail: { value: tidy(value.value) } }),
    }
  },
})

type Change = StepOf<'update'>['change']

function templateOf(change: Change): string {
  switch (change.what) {
    case 'field':
      return change.value
    case 'add_tag':
    case 'remove_tag':
      return change.tag
    case 'user_group':
      return change.group
    case 'unsubscribe':
      return ''
  }
}

/** An empty text empties a field or the group. */
function changeOf(change: Change, value: string): Rendered<PersonChange> {
  const wanted = ((): PersonChange => {
    switch (change.what) {
      case 'field':
        return { fields: { [change.name]: value || null } }
      case 'add_tag':
        return { tags: { add: [value], remove: [] } }
      case 'remove_tag':
        return { tags: { add: [], remove: [value] } }
      case 'user_group':
        return { user_group: value || null }
      case 'unsubscribe':
        return { unsubscribed: true }
    }
  })()
  const checked = personChange.safeParse(wanted)
  return checked.success
    ? { ok: true, value: checked.data }
    : broken(checked.error.issues[0]?.message ?? 'Not allowed.')
}

function say(change: PersonChange, key: string, context: RunContext): Promise<string> {
  const recipient = { ...context, email: context.subscriber.email }
  return withTeams(context.teamId, (tx) =>
    change.unsubscribed ? unsubscribe(tx, recipient, 'By a flow.', key) : editSubscriber(tx, recipient, change, key),
  )
}

/** One line, as tags and fields are; half an emoji is none. */
const tidy = (text: string) => plainLine(text.replace(/\p{Cs}/gu, '\ufffd'))
