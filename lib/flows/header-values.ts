import { decrypt, encrypt, type Place } from '@/lib/secrets'
import type { FlowDefinition, Step, StepOf } from './definition'
import { isMask, maskOf, unreadable } from './header-mask'
import { allSteps } from './nesting'

/** Of which flow a definition is, as its draft or as one of its versions. */
export interface Holder {
  teamId: string
  flowId: string
}

/**
 * A definition as the tables keep it: what its calls carry in headers is often a key, so it is sealed to this flow, step and header
 * (DA-08). What came back as it was shown, or is what is stored already, keeps its sealed text to the letter, so that saving it again
 * is no change; `before` is where it may be stored, the likeliest first. A mask that stands for nothing there becomes empty, which
 * stands in the way of publishing.
 */
export function sealed(definition: FlowDefinition, before: readonly FlowDefinition[], holder: Holder): FlowDefinition {
  const stored = before.flatMap(({ steps }) => [...allSteps(steps)]).flatMap((step) => storedIn(step, holder))
  return withValues(definition, holder, (value, place) => {
    const kept = stored.find((one) => one.place.column === place.column && [one.mask, one.value].includes(value))
    if (kept) return kept.sealed
    return isMask(value) ? '' : encrypt(value, place)
  })
}

/**
 * A definition to be shown: no value is sent back. Who may not change the flow sees no part of one either, and of a call only how and whom
 * it asks: an address and a body may hold keys as well.
 */
export const masked = (definition: FlowDefinition, holder: Holder, mayManage: boolean): FlowDefinition =>
  mayManage
    ? withValues(definition, holder, (value, place) => maskOf(openedOrNull(value, place)))
    : withCalls(definition, (step) => ({
        ...withHeaders(step, holder, () => unreadable),
        url: hostOnly(step.url),
        body: step.body === '' ? '' : unreadable,
      }))

/** `https://example.com/…` */
function hostOnly(url: string): string {
  const host = /^https?:\/\/[^/?#\s{@]+(?![^/?#]*@)/i.exec(url.trim())?.[0]
  if (host === undefined) return url === '' ? '' : unreadable
  return url.trim() === host ? host : `${host}/${unreadable}`
}

/** A definition to look for what is wrong in it. A value that does not open is as good as none. */
export const readable = (definition: FlowDefinition, holder: Holder): FlowDefinition =>
  withValues(definition, holder, (value, place) => openedOrNull(value, place) ?? '')

/** A step to be done. Throws a plain error, never a value, when one does not open. */
export const opened = (step: StepOf<'http'>, holder: Holder): StepOf<'http'> => withHeaders(step, holder, decrypt)

/** Whether something in it stands for a value that is stored. */
export const hasMasks = ({ steps }: FlowDefinition) =>
  [...allSteps(steps)].some((step) => step.kind === 'http' && step.headers.some(({ value }) => isMask(value)))

type Told = (value: string, place: Place) => string

const withValues = (definition: FlowDefinition, holder: Holder, told: Told): FlowDefinition =>
  withCalls(definition, (step) => withHeaders(step, holder, told))

function withCalls(definition: FlowDefinition, changed: (step: StepOf<'http'>) => StepOf<'http'>): FlowDefinition {
  const all = (steps: readonly Step[]): Step[] => steps.map(one)
  const one = (step: Step): Step => {
    switch (step.kind) {
      case 'http':
        return changed(step)
      case 'branch': {
        const paths = step.paths.map((path) => ({ ...path, steps: all(path.steps) }))
        return { ...step, paths, otherwise: all(step.otherwise) }
      }
      // By name, so that a kind that is new is looked at: what it sends may be a key.
      case 'email':
      case 'wait':
      case 'update':
      case 'destination':
      case 'end':
        return step
    }
  }
  return { ...definition, steps: all(definition.steps) }
}

/** Nothing stays nothing: a header that is not filled in yet has no secret. */
const withHeaders = (step: StepOf<'http'>, holder: Holder, told: Told): StepOf<'http'> => ({
  ...step,
  headers: step.headers.map(({ name, value }) => ({
    name,
    value: value === '' ? '' : told(value, placeOf(holder, step.id, name)),
  })),
})

function storedIn(step: Step, holder: Holder) {
  if (step.kind !== 'http') return []
  return step.headers.map(({ name, value: sealed }) => {
    const place = placeOf(holder, step.id, name)
    const value = openedOrNull(sealed, place)
    return { place, sealed, value, mask: maskOf(value) }
  })
}

function openedOrNull(value: string, place: Place): string | null {
  try {
    return decrypt(value, place)
  } catch {
    return null
  }
}

/** A version has the sealed text of the draft it was published from, so both are one place. */
const placeOf = ({ teamId, flowId }: Holder, stepId: string, name: string): Place => ({
  teamId,
  table: 'flows',
  row: flowId,
  column: `headers.${stepId}.${name.toLowerCase()}`,
})
