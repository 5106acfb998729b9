import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { normalize } from '@/lib/normalize'
import { sampleOf } from '@/lib/normalize/sample'
import { normalizedEventSchema } from '@/lib/normalize/schema'
import { catalogue, catalogueRow, eventGroups, eventName, everyEvent, exampleEvent, isStripeEventType } from '.'
import { alsoCalled } from './also-called'
import { renderCatalogue } from './render'

test.each(catalogue)('$type: its own example normalizes', (row) => {
  const event = normalize(exampleEvent(row))
  expect(normalizedEventSchema.parse(event)).toEqual(event)
  expect(event).toMatchObject({ outcome: 'event', name: row.name, type: row.type, livemode: false })
  // disputes and the like name no customer: they lead to a person through the object they point to
  const namesCustomer = JSON.stringify(exampleEvent(row)).includes('cus_ada')
  expect(event.subscriber.customer_id).toBe(namesCustomer ? 'cus_ada' : null)
})

test('names and types collide nowhere, even ignoring case', () => {
  expect(new Set(catalogue.map((row) => row.type)).size).toBe(catalogue.length)
  expect(new Set(catalogue.map((row) => row.name.toLowerCase())).size).toBe(catalogue.length)
})

test.each([
  ['charge.succeeded', '$ChargeSucceeded'],
  ['invoice.payment_failed', '$InvoicePaymentFailed'],
  ['customer.updated', '$CustomerUpdated'],
  ['checkout.session.async_payment_succeeded', '$CheckoutSessionAsyncPaymentSucceeded'],
])('%s is called %s, as Bento calls it', (type, name) => {
  expect(eventName(type)).toBe(name)
  expect(catalogueRow(type)?.name).toBe(name)
})

test('docs/events.md says what the catalogue says', () =>
  expect(renderCatalogue(everyEvent, sampleOf)).toMatchFileSnapshot('../../docs/events.md'))

describe('what is on when an account is connected', () => {
  const loops = [
    ...['charge.dispute.created', 'charge.dispute.closed'],
    ...['completed', 'async_payment_succeeded', 'async_payment_failed'].map((verb) => `checkout.session.${verb}`),
    ...['customer.created', 'customer.updated', 'customer.deleted'],
    ...['created', 'paused', 'resumed', 'trial_will_end', 'deleted'].map((verb) => `customer.subscription.${verb}`),
    ...['invoice.paid', 'invoice.payment_failed', 'invoice.upcoming'],
    ...['quote.finalized', 'quote.accepted', 'quote.canceled'],
  ]

  test('all nineteen events of Loops', () => {
    expect(loops).toHaveLength(19)
    for (const type of loops) expect(catalogueRow(type)?.defaults, type).toMatchObject({ on: true, triggerFlows: true })
  })

  test('every charge, refund, subscription and invoice event, and customer changes', () => {
    const families =
      /^(charge|refund|customer\.subscription|invoice|invoice_payment)\.|^customer\.(created|updated|deleted)$/
    const off = catalogue.filter((row) => families.test(row.type) && !row.defaults.on)
    expect(off.map((row) => row.type)).toEqual([])
  })

  test('whatever touches money or plan', () => {
    const needed = catalogue.filter(
      (row) =>
        row.money ||
        row.touches.some((touch) => ['lifetime_value', 'mrr', 'plan', 'subscription_status'].includes(touch)),
    )
    expect(needed.filter((row) => !row.defaults.on).map((row) => row.type)).toEqual([])
    expect(needed.length).toBeGreaterThan(20)
  })
})

describe('twins: Stripe says one thing in two events', () => {
  const twins = catalogue.filter((row) => row.twin !== undefined)

  test('the one to use starts flows, the other does not and is folded away', () => {
    expect(twins.map((row) => `${row.type} → ${row.twin}`)).toEqual([
      'payment_intent.succeeded → charge.succeeded',
      'payment_intent.payment_failed → charge.failed',
      'refund.created → charge.refunded',
      'charge.refund.updated → refund.updated',
      'invoice.payment_succeeded → invoice.paid',
    ])
    for (const row of twins) {
      expect(row, row.type).toMatchObject({ advanced: true, defaults: { triggerFlows: false } })
      expect(catalogueRow(row.twin ?? ''), row.type).toMatchObject({ defaults: { on: true, triggerFlows: true } })
    }
  })

  test('what a twin is good for names the one to use', () => {
    for (const row of twins) expect(row.why).toContain(`“${catalogueRow(row.twin ?? '')?.label}”`)
  })
})

test('connection events are locked, and nothing else is', () => {
  const locked = catalogue.filter((row) => row.locked)
  expect(locked.every((row) => row.group === 'connection' && row.defaults.on && !row.person)).toBe(true)
  expect(locked.map((row) => row.type)).toContain('account.application.deauthorized')
  expect(catalogue.filter((row) => row.group === 'connection')).toEqual(locked)
})

test('only the end of a customer asks what to do with the person', () => {
  expect(catalogue.filter((row) => row.defaults.onDelete).map((row) => row.type)).toEqual(['customer.deleted'])
  expect(catalogueRow('customer.deleted')?.defaults.onDelete).toBe('unsubscribe')
})

test('events without a person start no flow and change no subscriber', () => {
  for (const row of catalogue.filter((each) => !each.person)) {
    expect(row.defaults, row.type).toMatchObject({ triggerFlows: false, updateSubscriber: false, fullName: false })
  }
})

test('every row has a group, a label of its own and one plain sentence', () => {
  const groups = eventGroups.map((group) => group.id)
  for (const row of everyEvent) {
    expect(groups).toContain(row.group)
    expect(row.why, row.type).toMatch(/^\p{Lu}[^|]*\.$/u)
  }
  expect(new Set(everyEvent.map((row) => row.label)).size).toBe(everyEvent.length)
})

test('a type is looked up safely', () => {
  for (const type of ['', 'constructor', '__proto__', 'charge', 'Charge.Succeeded']) {
    expect(catalogueRow(type)).toBeUndefined()
    expect(isStripeEventType(type)).toBe(false)
  }
})

test('the browser can load the catalogue: it and its readers import nothing of the server', () => {
  const lib = path.resolve(import.meta.dirname, '..')
  const folders = ['catalogue', 'normalize/readers', 'money'].map((folder) => path.join(lib, folder))
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
  for (const file of files.filter((each) => each.endsWith('.ts') && !each.endsWith('.test.ts'))) {
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/ from '([^']+)'/g)) {
      expect(from, file).toMatch(/^(\.|@\/lib\/(catalogue|money|normalize\/readers)\b)/)
    }
  }
})

test.each([
  ['chargeback', 'charge.dispute.created'],
  ['dunning', 'invoice.payment_failed'],
  ['declined', 'charge.failed'],
  ['churn', 'customer.subscription.deleted'],
  ['money back', 'charge.refunded'],
  ['abandoned cart', 'checkout.session.expired'],
])('who looks for “%s” finds %s', (words, type) => {
  expect(alsoCalled(type)).toContain(words)
  expect(alsoCalled('billing_portal.session.created')).toBe('')
})

test('what Stripe’s own event says as well starts no flow a second time', () => {
  expect(catalogueRow('customer.subscription.resumed')?.defaults.triggerFlows).toBe(true)
  expect(catalogueRow('subscription.reactivated')?.defaults).toMatchObject({ on: true, triggerFlows: false })
})

test('only what tells of the account can change the connection', () => {
  const changing = catalogue.filter((row) => row.touches.includes('connection'))
  expect(changing.map((row) => row.type)).toEqual([
    'account.application.authorized',
    'account.application.deauthorized',
    'account.updated',
  ])
})
