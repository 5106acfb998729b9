import type { Condition, Conditions, Duration, FlowDefinition, Step } from '../definition'

/** A flow to begin with. It can go live as it is: what needs a choice of the team's own is not in it. */
export interface FlowTemplate {
  /** Names it for ever: flows remember which template they were made from. */
  key: string
  name: string
  /** What it does, in one line. */
  result: string
  /** More to know before it goes live, in whole sentences. */
  note?: string
  definition: FlowDefinition
}

export const defineTemplate = (template: FlowTemplate): FlowTemplate => template

/** A flow, with what most of them have: everybody enters, once a day for the same invoice or payment. */
export const flowOn = (
  type: string,
  more: Partial<FlowDefinition> & Pick<FlowDefinition, 'steps'>,
): FlowDefinition => ({
  trigger: { type, filters: all() },
  ends_when: [],
  cap: { times: 1, hours: 24 },
  ...more,
})

export const all = (...conditions: Condition[]): Conditions => ({ match: 'all', conditions })
export const any = (...conditions: Condition[]): Conditions => ({ match: 'any', conditions })

export const mail = (id: string, text: { subject: string; preview: string; body: string }): Step => ({
  id,
  kind: 'email',
  ...text,
  body: text.body.trim(),
  from_name: '',
  reply_to: '',
})

export const wait = (id: string, amount: number, unit: Duration['unit'], until: string | null = null): Step => ({
  id,
  kind: 'wait',
  for: { amount, unit },
  until,
})

export const addTag = (id: string, tag: string): Step => ({ id, kind: 'update', change: { what: 'add_tag', tag } })
