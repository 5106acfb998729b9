import type { Step, StepKind } from '@/lib/flows/definition'

const words: Record<StepKind, { label: string; does: string }> = {
  email: { label: 'Send e-mail', does: 'To the person, with values of the event.' },
  wait: { label: 'Wait', does: 'For a time, or until something happens.' },
  branch: { label: 'Branch', does: 'Different steps, by the event or the person.' },
  update: { label: 'Update subscriber', does: 'A field, a tag, the user group, or unsubscribe.' },
  destination: { label: 'Send to a destination', does: 'The event and its person, to one you connected.' },
  http: { label: 'HTTP request', does: 'To any server of yours, with values of the event.' },
  end: { label: 'End here', does: 'Nothing below is done any more.' },
}

/** The kinds in the order a menu offers them, with what each does. */
export const stepKinds = (Object.keys(words) as StepKind[]).map((kind) => ({ kind, ...words[kind] }))

export const kindLabel = (kind: StepKind) => words[kind].label

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** An id that a step or a path keeps for ever. */
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % letters.length]).join('')

/** A step as it begins, to be filled in. */
export function newStep(kind: StepKind): Step {
  const id = newId()
  switch (kind) {
    case 'email':
      return { id, kind, subject: '', preview: '', body: '', from_name: '', reply_to: '' }
    case 'wait':
      return { id, kind, for: { amount: 1, unit: 'days' }, until: null }
    case 'branch':
      return {
        id,
        kind,
        paths: [{ id: newId(), name: '', when: { match: 'all', conditions: [] }, steps: [] }],
        otherwise: [],
      }
    case 'update':
      return { id, kind, change: { what: 'add_tag', tag: '' } }
    case 'destination':
      return { id, kind, destination_id: '' }
    case 'http':
      return { id, kind, method: 'POST', url: '', headers: [], body: '' }
    case 'end':
      return { id, kind }
  }
}
