import { setImmediate as others } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { catalogueRow } from '@/lib/catalogue'
import { emptyDefinition, type FlowDefinition, type Step, type StepOf } from './definition'
import { weightProblem } from './mail/weight'
import { sampleEvent, sampleSubscriber } from './sample'
import { templateOf } from './templates'
import { type Trial, tryFlow } from './try'
import { tryJsonSchema } from './try-json'

const trial = (type: string, more: Partial<Trial> = {}): Trial => {
  const event = sampleEvent(type)
  if (!event) throw new Error(`there is no ${type}`)
  return {
    event,
    subscriber: sampleSubscriber(),
    siteName: 'Acme',
    isSample: true,
    eventId: null,
    lookUps: {
      eventLabel: (name) => catalogueRow(name)?.label ?? name,
      destinationName: (id) => (id === 'loops' ? 'Loops' : null),
      productName: (id) => (id === 'prod_pro' ? 'Pro' : null),
    },
    unsubscribeUrl: 'https://sluice.example/u/x',
    suppressed: null,
    ...more,
  }
}

/** In short: what each step says and would do. */
async function way(definition: FlowDefinition, given: Trial) {
  const tried = await tryFlow(definition, given)
  expect(tryJsonSchema.parse(tried)).toEqual(tried)
  return tried.steps.map(({ outcome, sentence }) => `${outcome}: ${sentence}`)
}

const definitionOf = (key: string) => templateOf(key)?.definition ?? expect.unreachable(key)
const flow = (...steps: Step[]): FlowDefinition => ({
  ...emptyDefinition,
  trigger: { type: 'invoice.paid', filters: { match: 'all', conditions: [] } },
  steps,
})
const mail = (id: string, subject: string): Step => ({
  id,
  kind: 'email',
  subject,
  preview: '',
  body: 'Hello',
  from_name: '',
  reply_to: '',
})
const change = (id: string, what: object): Step => ({ id, kind: 'update', change: what }) as Step

describe('the way through a flow', () => {
  const failed = (details: object) => {
    const given = trial('invoice.payment_failed')
    const event = { ...given.event, details: { ...given.event.details, ...details } }
    return way(definitionOf('payment-failed'), { ...given, event })
  }

  test('a failed payment: by its reason and its number', async () => {
    const branch = 'path: Branch: 3-D Secure, First payment, No further try, Second try or later, otherwise'
    const start = ['would_wait: Wait 15 minutes', branch]
    expect(await failed({})).toEqual([...start, 'would_do: Send “Your payment of [Amount] did not go through”'])
    expect(await failed({ needs_authentication: true })).toEqual([
      ...start,
      'would_do: Send “Please confirm your payment of [Amount]”',
      'would_wait: Wait 2 days',
      'would_do: Send “Your payment still waits for you”',
    ])
    expect((await failed({ billing_reason: 'subscription_create' })).at(-1)).toBe(
      'would_do: Send “Your subscription is not active yet”',
    )
    expect((await failed({ attempt_number: 3 })).at(-1)).toBe('would_do: Send “We tried again: [Amount] is still open”')
    expect((await failed({ next_payment_attempt: undefined })).at(-1)).toBe(
      'would_do: Send “Last try: [Amount] is still open”',
    )
  })

  test('which path, and its mail with what is known', async () => {
    const { event, enters, steps, ends } = await tryFlow(
      definitionOf('payment-failed'),
      trial('invoice.payment_failed'),
    )
    expect(event).toMatchObject({ id: null, is_sample: true, name: '$InvoicePaymentFailed', email: 'ada@example.com' })
    expect({ enters, ends }).toEqual({ enters: true, ends: 'It ends here.' })
    expect(steps[1]).toMatchObject({ path: null, says: 'None of the paths fits, so it goes on with “otherwise”.' })
    expect(steps[2]?.mail).toMatchObject({
      to: 'ada@example.com',
      subject: 'Your payment of $49.00 did not go through',
      preview: 'We try again on 4 January 2026. You can also pay now.',
      from_name: 'Acme',
    })
    expect(steps[2]?.mail?.text).toContain('Pay now:\nhttps://invoice.example/in_ada')
  })

  test('what steps change is known to the steps behind them', async () => {
    const vip = {
      match: 'all' as const,
      conditions: [{ field: 'subscriber.tags', op: 'contains' as const, value: 'vip' }],
    }
    const paths = [{ id: 'path', name: 'VIP', when: vip, steps: [mail('hello', 'Hi {{ subscriber.fields.city }}')] }]
    const branch: Step = { id: 'branch', kind: 'branch', paths, otherwise: [] }
    const definition = flow(
      change('tags', { what: 'add_tag', tag: 'vip' }),
      change('city', { what: 'field', name: 'city', value: '{{ event.currency }} town' }),
      branch,
      change('leave', { what: 'unsubscribe' }),
      mail('late', 'Still there?'),
      change('group', { what: 'user_group', group: '' }),
      change('untag', { what: 'remove_tag', tag: 'vip' }),
    )
    const { steps } = await tryFlow(definition, trial('invoice.paid'))
    expect(steps.map(({ outcome }) => outcome)).toEqual([
      ...['would_do', 'would_do', 'path', 'would_do', 'would_do', 'would_skip', 'would_do', 'would_do'],
    ])
    expect(steps[1]?.change).toBe('Set the field “city” to “USD town”')
    expect(steps[3]?.mail?.subject).toBe('Hi USD town')
    expect(steps[5]).toMatchObject({ reason: 'unsubscribed', title: 'Unsubscribed' })
  })

  test('a request and a destination', async () => {
    const http: Step = {
      id: 'http',
      kind: 'http',
      method: 'POST',
      url: 'https://a.example/{{ subscriber.email }}',
      headers: [{ name: 'X-Plan', value: '{{ subscriber.plan }}' }],
      body: '{"amount": {{ event.amount }}}',
    }
    const { steps } = await tryFlow(
      flow(http, { id: 'dest', kind: 'destination', destination_id: 'loops' }),
      trial('invoice.paid'),
    )
    expect(steps[0]?.request).toEqual({
      method: 'POST',
      url: 'https://a.example/ada%40example.com',
      headers: [
        { name: 'x-plan', value: 'Pro' },
        { name: 'content-type', value: 'application/json' },
      ],
      body: '{"amount": "49.00"}',
    })
    expect(steps[1]).toMatchObject({ outcome: 'would_do', destination: { id: 'loops', name: 'Loops' } })
  })

  test('a wait for an event waits for as long as it may', async () => {
    const wait: Step = { id: 'wait', kind: 'wait', for: { amount: 7, unit: 'days' }, until: 'charge.refunded' }
    expect((await tryFlow(flow(wait), trial('invoice.paid'))).steps[0]).toMatchObject({
      outcome: 'would_wait',
      says: 'Here the event does not come, so it goes on after 7 days. “Payment refunded” would end the wait.',
    })
  })
})

describe('what would stop it', () => {
  test('conditions that are not met; the steps are told all the same', async () => {
    const definition = definitionOf('big-spender')
    const tried = await tryFlow(definition, trial('charge.succeeded'))
    expect(tried).toMatchObject({
      enters: false,
      reason: 'filter_not_met',
      title: 'Conditions not met',
      says: 'Asked for: subscriber’s lifetime value is at least 1000 USD.',
    })
    expect(tried.steps).toHaveLength(2)
  })

  test('nobody it is about', async () => {
    expect(await tryFlow(flow(mail('mail', 'Hi')), trial('invoice.paid', { subscriber: null }))).toMatchObject({
      enters: false,
      reason: 'no_subscriber',
      steps: [],
    })
  })

  test('FL-10 a missing variable, at which it would stand until somebody mends it', async () => {
    const definition = flow(mail('hello', 'Hi {{ subscriber.user_group }}'), mail('never', 'Never'))
    const { steps, ends } = await tryFlow(definition, trial('invoice.paid'))
    expect(steps).toHaveLength(1)
    expect(steps[0]).toMatchObject({
      outcome: 'would_fail',
      reason: 'variable_missing',
      says: '“User group” (subscriber.user_group) is not known, and the text has no fallback for it.',
    })
    expect(ends).toBe('It stops here until somebody mends the step.')
  })

  test('a suppressed address, and a destination that was removed', async () => {
    const definition = flow(mail('mail', 'Hi'), { id: 'dest', kind: 'destination', destination_id: 'gone' })
    const { steps } = await tryFlow(definition, trial('invoice.paid', { suppressed: 'suppressed' }))
    expect(steps[0]).toMatchObject({ outcome: 'would_skip', reason: 'suppressed' })
    expect(steps[0]?.mail?.subject).toBe('Hi')
    expect(steps[1]).toMatchObject({ outcome: 'would_fail', reason: 'step_gone' })
  })

  test('a text that takes too long to put together, before it is', async () => {
    const heavy = { ...mail('mail', 'Hi'), body: 'a letter '.repeat(1_000) } as StepOf<'email'>
    const times = [0, 101, 0, 101, 0, 101]
    await weightProblem(heavy.body, () => times.shift() ?? 0)
    const { steps } = await tryFlow(flow(heavy), trial('invoice.paid'))
    expect(steps).toMatchObject([
      { outcome: 'would_fail', reason: 'template_broken', says: expect.stringMatching('takes too long') },
    ])
    expect(steps[0]?.mail).toBeUndefined()
  })
})

test('between two mails of a flow that is tried everybody else has their turn', async () => {
  let [turns, isOver] = [0, false]
  const elsewhere = (async () => {
    while (!isOver) {
      await others()
      turns += 1
    }
  })()
  const mails = Array.from({ length: 20 }, (_, n) => mail(`mail${n}`, 'Hi'))
  const { steps } = await tryFlow(flow(...mails), trial('invoice.paid'))
  isOver = true
  await elsewhere
  expect([steps.length, turns >= mails.length]).toEqual([20, true])
})
