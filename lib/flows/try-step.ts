import type { Reason } from '@/lib/reasons'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { type Change, renderChange } from './change'
import type { Step, StepOf } from './definition'
import { isMask } from './header-mask'
import { renderDraft } from './mail/render-draft'
import { httpRequest } from './steps/http-request'
import type { TriedStepJson } from './try-json'
import { type Known, variablesOf } from './variables'
import { changeSentence, durationWords, type LookUps } from './words'

/** What a flow is tried with: lib/flows/past-event.ts reads it. */
export interface Trial extends Known {
  isSample: boolean
  /** Null: the catalogue's example. */
  eventId: string | null
  lookUps: LookUps
  /** What stands under the mails. */
  unsubscribeUrl: string
  /** Mail to this address is stopped, whatever the subscriber says. */
  suppressed: 'unsubscribed' | 'suppressed' | null
}

/** What would become of a step. */
export interface Tried extends Pick<TriedStepJson, 'mail' | 'request' | 'change' | 'destination'> {
  outcome: Exclude<TriedStepJson['outcome'], 'path'>
  reason?: Reason
  says?: string
  /** The person behind the step, where it changes them. */
  subscriber?: SubscriberJson
}

export type Person = Trial & { subscriber: SubscriberJson }

export async function tryStep(step: Exclude<Step, { kind: 'branch' | 'end' }>, trial: Person): Promise<Tried> {
  switch (step.kind) {
    case 'email':
      return tryMail(step, trial)
    case 'wait':
      return tryWait(step, trial)
    case 'update':
      return tryChange(step, trial)
    case 'destination':
      return tryDestination(step, trial)
    case 'http':
      return tryRequest(step, trial)
  }
}

async function tryMail(step: StepOf<'email'>, trial: Person): Promise<Tried> {
  const { siteName, unsubscribeUrl, subscriber, suppressed } = trial
  const rendered = await renderDraft(step, variablesOf(trial), { siteName, unsubscribeUrl })
  if (!rendered.ok) return wouldFail(rendered)
  const { fromName, replyTo: _, ...parts } = rendered.value
  const mail = { to: subscriber.email, from_name: fromName, ...parts }
  const unwanted = subscriber.unsubscribed_at === null ? suppressed : 'unsubscribed'
  return unwanted ? { outcome: 'would_skip', reason: unwanted, mail } : { outcome: 'would_do', mail }
}

function tryWait({ for: time, until }: StepOf<'wait'>, { lookUps }: Person): Tried {
  if (until === null) return { outcome: 'would_wait' }
  const says = `Here the event does not come, so it goes on after ${durationWords(time)}. “${lookUps.eventLabel(until)}” would end the wait.`
  return { outcome: 'would_wait', says }
}

function tryChange({ change }: StepOf<'update'>, trial: Person): Tried {
  const filled = renderChange(change, variablesOf(trial))
  if (!filled.ok) return wouldFail(filled)
  return {
    outcome: 'would_do',
    change: changeSentence(filled.value),
    subscriber: changed(trial.subscriber, filled.value),
  }
}

function tryDestination({ destination_id: id }: StepOf<'destination'>, { lookUps }: Person): Tried {
  const name = lookUps.destinationName(id)
  return name === null
    ? { outcome: 'would_fail', reason: 'step_gone' }
    : { outcome: 'would_do', destination: { id, name } }
}

function tryRequest(step: StepOf<'http'>, trial: Person): Tried {
  const shown = new Map(step.headers.map(({ name, value }) => [name.toLowerCase(), value]))
  const request = httpRequest({ ...step, headers: step.headers.map(standIn) }, variablesOf(trial))
  if (!request.ok) return wouldFail(request)
  const { method, url, headers = {}, body = null } = request.value
  const said = Object.entries(headers).map(([name, value]) => {
    const mask = shown.get(name) ?? ''
    return { name, value: isMask(mask) ? mask : value }
  })
  return { outcome: 'would_do', request: { method, url, headers: said, body } }
}

/** What is stored is not shown, and its mask could not be sent. */
const standIn = ({ name, value }: { name: string; value: string }) => ({ name, value: isMask(value) ? 'x' : value })

const wouldFail = ({ reason, says }: { reason: Reason; says: string }): Tried => ({
  outcome: 'would_fail',
  reason,
  says,
})

/** As the steps behind it see them. */
function changed(person: SubscriberJson, change: Change): SubscriberJson {
  switch (change.what) {
    case 'field': {
      const { [change.name]: _, ...others } = person.fields
      return { ...person, fields: change.value === '' ? others : { ...others, [change.name]: change.value } }
    }
    case 'add_tag':
      return { ...person, tags: [...new Set([...person.tags, change.tag])] }
    case 'remove_tag':
      return { ...person, tags: person.tags.filter((tag) => tag !== change.tag) }
    case 'user_group':
      return { ...person, user_group: change.group || null }
    case 'unsubscribe':
      return { ...person, unsubscribed_at: person.updated_at }
  }
}
