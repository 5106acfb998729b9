import { describe, expect, test } from 'vitest'
import { rangesOf } from '@/lib/outbound/address'
import { type Condition, emptyDefinition, type FlowDefinition, type Step } from '../definition'
import { blockersOf } from '.'

const mail: Step = { id: 'mail', kind: 'email', subject: 'Hi', preview: '', body: 'Hello', from_name: '', reply_to: '' }
const end: Step = { id: 'ends', kind: 'end' }

function flow(more: Partial<FlowDefinition> & { type?: string; filters?: Condition[] }): FlowDefinition {
  const { type = 'invoice.paid', filters = [], ...rest } = more
  return {
    ...emptyDefinition,
    steps: [mail],
    trigger: { type, filters: { match: 'all', conditions: filters } },
    ...rest,
  }
}

const blockers = (definition: FlowDefinition) =>
  blockersOf(definition, { destinations: ['loops'] }).map(
    ({ step_id, field, message }) => `${step_id} ${field}: ${message}`,
  )

const step = (more: object) => blockers(flow({ steps: [{ id: 'step', ...more } as Step] }))
const filter = (condition: Condition) => blockers(flow({ filters: [condition] }))

test('nothing stands in the way of a whole flow', () => {
  expect(blockers(flow({}))).toEqual([])
})

test('an empty draft says what to begin with', () => {
  expect(blockers(emptyDefinition)).toEqual([
    'null trigger.type: Choose the event the flow begins with.',
    'null steps: Add a step: the flow does nothing yet.',
  ])
})

test('triggers: an event that exists, and is about somebody', () => {
  expect(blockers(flow({ type: 'moon.full' }))).toEqual(['null trigger.type: There is no event moon.full.'])
  expect(blockers(flow({ type: 'product.created' }))).toEqual([
    'null trigger.type: “Product created” is about nobody, so it cannot begin a flow.',
  ])
  expect(blockers(flow({ ends_when: ['invoice.paid', 'moon.full'] }))).toEqual([
    'null ends_when.0: The flow would end by the event it begins with.',
    'null ends_when.1: There is no event moon.full.',
  ])
})

describe('conditions', () => {
  test.each<[Condition, string]>([
    [{ field: '', op: 'is' }, 'Choose what the condition asks.'],
    [{ field: 'event.moon', op: 'is', value: 'x' }, 'There is no event.moon.'],
    [{ field: 'event.trial_end', op: 'exists' }, 'This event has no “End of the trial”.'],
    [{ field: 'event.amount', op: 'contains', value: '5' }, 'This cannot be asked of “Amount”.'],
    [{ field: 'event.money', op: 'is', value: '5' }, 'This cannot be asked of “Amount, written out”.'],
    [{ field: 'event.amount', op: 'at_least', value: '' }, 'Say what to compare “Amount” with.'],
    [{ field: 'event.billing_reason', op: 'one_of', value: [' '] }, 'Say what to compare “Billing reason” with.'],
    [
      { field: 'event.amount', op: 'at_least', value: '1,000', currency: 'USD' },
      'Write an amount such as 49.00 to compare “Amount” with.',
    ],
    [{ field: 'event.amount', op: 'at_least', value: '50' }, 'Choose the currency of the amount.'],
    [
      { field: 'event.attempt_number', op: 'is', value: 'two' },
      'Write a number such as 3 to compare “Attempt number” with.',
    ],
    [
      { field: 'event.metadata.seats', op: 'at_least', value: 'x' },
      'Write a number such as 3 to compare metadata “seats” with.',
    ],
    [{ field: 'event.due_date', op: 'more_than', value: '2026-13-01' }, 'Choose a day to compare “Due date” with.'],
    [
      { field: 'subscriber.unsubscribed', op: 'is', value: 'x' },
      'Choose yes or no for the subscriber’s “Unsubscribed”.',
    ],
    [
      { field: 'happened:charge.refunded', op: 'exists' },
      'What came since can only be asked in a branch: when a flow begins, nothing did.',
    ],
  ])('%j', (condition, message) => {
    expect(filter(condition)).toEqual([`null trigger.filters.0: ${message}`])
  })

  test('whole ones are no blockers, also while no event is chosen', () => {
    const whole: Condition[] = [
      { field: 'event.amount', op: 'at_least', value: '50', currency: 'USD' },
      { field: 'event.metadata.source', op: 'is', value: 'web' },
      { field: 'event.due_date', op: 'exists' },
      { field: 'subscriber.plan', op: 'one_of', value: ['Pro'] },
    ]
    expect(blockers(flow({ filters: whole }))).toEqual([])
    expect(blockers(flow({ filters: whole, type: '' }))).toEqual([
      'null trigger.type: Choose the event the flow begins with.',
    ])
  })
})

describe('steps', () => {
  test('mails', () => {
    expect(step({ ...mail, id: 'step', subject: ' ', body: '', reply_to: 'us' })).toEqual([
      'step subject: Write a subject.',
      'step body: Write the mail.',
      'step reply_to: This is not an e-mail address.',
    ])
    expect(step({ ...mail, id: 'step', subject: '{{ event.trial_end }}', body: '{% if x %}' })).toEqual([
      'step subject: This event has no “End of the trial” (event.trial_end), and the text has no fallback for it.',
      'step body: {% if %} does not work in a text. A branch decides what is sent.',
    ])
    const link = (body: string) => step({ ...mail, id: 'step', body })
    expect(link('[Pay](/pay)')[0]).toMatch(/^step body: A link leads to “\/pay”/)
    for (const good of ['[a]({{ event.payment_url }})', '[a](https://x.example/{{ event.id }})', 'mail a@b.example']) {
      expect(link(good), good).toEqual([])
    }
  })

  test('waits', () => {
    expect(step({ kind: 'wait', for: { amount: 367, unit: 'days' }, until: 'moon.full' })).toEqual([
      'step for: A wait is at most a year.',
      'step until: There is no event moon.full.',
    ])
    expect(step({ kind: 'wait', for: { amount: 52, unit: 'weeks' }, until: null })).toEqual([])
  })

  test('branches, and the steps inside them', () => {
    const inside: Step = { id: 'inside', kind: 'destination', destination_id: '' }
    const path = (conditions: Condition[]) => ({
      id: 'path',
      name: '',
      when: { match: 'all' as const, conditions },
      steps: [inside],
    })
    const paths = [
      path([]),
      path([{ field: 'happened:moon.full', op: 'exists' }]),
      path([{ field: 'event.amount', op: 'is' }]),
    ]
    expect(
      step({
        kind: 'branch',
        paths: paths.slice(0, 3).map((one, at) => ({ ...one, steps: at === 0 ? [inside] : [] })),
        otherwise: [],
      }),
    ).toEqual([
      'step paths.0.when: Add a condition: without one, everybody takes this path.',
      'step paths.1.when.0: There is no event moon.full.',
      'step paths.2.when.0: Say what to compare “Amount” with.',
      'inside destination_id: Choose a destination.',
    ])
  })

  test('changes of the subscriber', () => {
    expect(step({ kind: 'update', change: { what: 'field', name: '', value: 'x' } })).toEqual([
      'step change.name: Choose the field.',
    ])
    expect(step({ kind: 'update', change: { what: 'field', name: 'a b', value: '{{' } })).toEqual([
      'step change.name: Letters, digits and _, like favouriteRoast or favourite_roast.',
      'step change.value: {{ is not closed.',
    ])
    expect(step({ kind: 'update', change: { what: 'add_tag', tag: '' } })).toEqual(['step change.tag: Name the tag.'])
    expect(step({ kind: 'update', change: { what: 'user_group', group: '' } })).toEqual([])
    expect(step({ kind: 'update', change: { what: 'unsubscribe' } })).toEqual([])
  })

  test('destinations', () => {
    expect(step({ kind: 'destination', destination_id: 'gone' })).toEqual([
      'step destination_id: The destination is there no more.',
    ])
    expect(step({ kind: 'destination', destination_id: 'loops' })).toEqual([])
  })

  test('requests', () => {
    const http = { kind: 'http', method: 'POST', url: 'https://a.example', headers: [], body: '' }
    const url = (text: string) => step({ ...http, url: text })
    expect(url('')).toEqual(['step url: Write the address.'])
    expect(url('http://a.example')).toEqual([
      'step url: The address must begin with https://, so that nobody can read along.',
    ])
    expect(url('https://127.0.0.1/x')[0]).toMatch(/private network|not/)
    for (const inHost of [
      '{{ event.payment_url }}',
      'https://{{ event.id }}.a.example',
      'https://a.example{{ event.id }}/',
    ]) {
      expect(url(inHost)[0], inHost).toMatch(/^step url: Variables may stand behind the host only/)
    }
    expect(url('https://a.example/{{ event.id }}?x={{ subscriber.email }}')).toEqual([])
    expect(step({ ...http, headers: [{ name: 'Host', value: 'x' }] })).toEqual([
      'step headers: Host is set by Sluice. Choose another name.',
    ])
    expect(step({ ...http, body: '{"a": {{ event.amount }}, "b": "{{ event.money }}"}' })).toEqual([])
    expect(step({ ...http, body: '{"a": {{ event.amount }}, }' })).toEqual([
      'step body: The body begins like JSON, but is none.',
    ])
    expect(step({ ...http, body: '{{ event.amount }} is no JSON' })).toEqual([])
  })

  test('a place that was allowed may be called', () => {
    const http: Step = { id: 'http', kind: 'http', method: 'POST', url: 'http://127.0.0.1:9/x', headers: [], body: '' }
    const allowed = { places: new Set(['127.0.0.1:9']), addresses: rangesOf([]) }
    expect(blockersOf(flow({ steps: [http] }), { destinations: [], allowed })).toEqual([])
  })

  test('what stands below an end', () => {
    expect(blockers(flow({ steps: [end, mail] }))).toEqual([
      'mail id: Nobody gets here: the flow ends above this step.',
    ])
    expect(blockers(flow({ steps: [mail, end] }))).toEqual([])
  })
})
