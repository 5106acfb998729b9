import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogueRow } from '@/lib/catalogue'
import { detailsOf } from '.'

const day = 1_767_225_600 // 2026-01-01

describe('invoices', () => {
  test('a renewal that failed', () => {
    const invoice = {
      object: 'invoice',
      status: 'open',
      billing_reason: 'subscription_cycle',
      attempt_count: 2,
      next_payment_attempt: day,
      hosted_invoice_url: 'https://invoice.example/1',
      invoice_pdf: 'https://invoice.example/1.pdf',
      number: 'ADA-0001',
    }
    expect(detailsOf('invoice.payment_failed', invoice)).toEqual({
      status: 'open',
      billing_reason: 'subscription_cycle',
      attempt_number: 2,
      next_payment_attempt: '2026-01-01T00:00:00.000Z',
      payment_url: 'https://invoice.example/1',
      invoice_pdf: 'https://invoice.example/1.pdf',
      invoice_number: 'ADA-0001',
    })
  })

  test('nobody tried yet, and nothing is planned: both are left out', () => {
    const invoice = { object: 'invoice', attempt_count: 0, next_payment_attempt: null, due_date: day }
    expect(detailsOf('invoice.sent', invoice)).toEqual({ due_date: '2026-01-01T00:00:00.000Z' })
  })

  test('whether the bank wants the customer to confirm is told by the type, or by the payment where it is expanded', () => {
    const bare = { object: 'invoice', payment_intent: 'pi_1' }
    const intent = { object: 'payment_intent', status: 'requires_action' }
    expect(detailsOf('invoice.payment_failed', bare)).toEqual({})
    expect(detailsOf('invoice.payment_action_required', bare)).toEqual({ needs_authentication: true })
    const expanded = [
      { ...bare, payment_intent: intent },
      { ...bare, payments: { data: [{ payment: { payment_intent: intent } }] } },
    ]
    for (const invoice of expanded) {
      expect(detailsOf('invoice.payment_failed', invoice)).toEqual({ needs_authentication: true })
    }
  })
})

describe('why a payment failed', () => {
  const error = {
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  }

  test('the bank’s own code, where Stripe’s says only that it was declined', () => {
    const intent = { object: 'payment_intent', status: 'requires_payment_method', last_payment_error: error }
    expect(detailsOf('payment_intent.payment_failed', intent)).toMatchObject({
      failure_code: 'insufficient_funds',
      failure_message: 'Your card has insufficient funds.',
      needs_authentication: false,
    })
    const charge = { object: 'charge', failure_code: 'card_declined', outcome: { reason: 'insufficient_funds' } }
    expect(detailsOf('charge.failed', charge)).toEqual({
      failure_code: 'insufficient_funds',
      needs_authentication: false,
    })
    const expired = { object: 'charge', failure_code: 'expired_card', outcome: { reason: 'expired_card' } }
    expect(detailsOf('charge.failed', expired)).toMatchObject({ failure_code: 'expired_card' })
  })

  test.each([
    { object: 'payment_intent', status: 'requires_action' },
    { object: 'payment_intent', status: 'requires_source_action' },
    { object: 'payment_intent', last_payment_error: { code: 'authentication_required' } },
    {
      object: 'payment_intent',
      last_payment_error: { code: 'card_declined', decline_code: 'authentication_required' },
    },
    { object: 'payment_intent', last_payment_error: { code: 'payment_intent_authentication_failure' } },
    { object: 'setup_intent', last_setup_error: { code: 'setup_intent_authentication_failure' } },
    { object: 'charge', failure_code: 'card_declined', outcome: { reason: 'authentication_required' } },
    { object: 'charge', failure_code: 'authentication_required' },
  ])('3-D Secure: %j', (object) => {
    expect(detailsOf('charge.failed', object)).toMatchObject({ needs_authentication: true })
  })

  test('what was paid says nothing of a failure, also when it was looked at', () => {
    const paid = {
      object: 'charge',
      status: 'succeeded',
      failure_code: null,
      outcome: { reason: 'elevated_risk_level' },
    }
    expect(detailsOf('charge.succeeded', paid)).toEqual({ status: 'succeeded' })
  })
})

describe('cards', () => {
  test.each([
    { object: 'charge', payment_method_details: { card: { brand: 'visa', last4: '4242' } } },
    { object: 'charge', source: { object: 'card', brand: 'Visa', last4: '4242' } },
    { object: 'charge', card: { object: 'card', type: 'Visa', last4: '4242' } },
    { object: 'card', brand: 'Visa', last4: '4242' },
    { object: 'payment_method', card: { brand: 'visa', last4: '4242' } },
    { object: 'payment_intent', last_payment_error: { payment_method: { card: { brand: 'visa', last4: '4242' } } } },
    { object: 'payment_intent', last_payment_error: { source: { brand: 'Visa', last4: '4242' } } },
  ])('of every generation: %j', (object) => {
    expect(detailsOf('', object)).toMatchObject({ card_brand: 'Visa', card_last4: '4242' })
  })

  test('a bank account is no card, and what has no number is none', () => {
    expect(detailsOf('', { object: 'charge', source: { object: 'bank_account', last4: '6789' } })).toEqual({})
    expect(detailsOf('', { object: 'charge', source: { brand: 'Visa' } })).toEqual({})
  })
})

test('refunds: why, and what is left of the charge', () => {
  const charge = {
    object: 'charge',
    amount: 4900,
    amount_captured: 4900,
    amount_refunded: 2400,
    captured: true,
    currency: 'usd',
    status: 'succeeded',
    refunds: {
      data: [
        { created: day, reason: 'duplicate' },
        { created: day + 1, reason: 'requested_by_customer' },
      ],
    },
  }
  expect(detailsOf('charge.refunded', charge)).toEqual({
    status: 'succeeded',
    refund_reason: 'requested_by_customer',
    amount_left: '25.00',
  })
  expect(detailsOf('charge.succeeded', { ...charge, amount_refunded: 0, refunds: [] })).toEqual({ status: 'succeeded' })
  expect(detailsOf('refund.created', { object: 'refund', reason: 'duplicate' })).toEqual({ refund_reason: 'duplicate' })
})

test('subscriptions: of the subscription, or of its items since basil; one that ends with its period has that as its end', () => {
  const ends = { trial_end: day, current_period_end: day + 86_400 }
  expect(detailsOf('', { object: 'subscription', ...ends, cancel_at_period_end: true })).toEqual({
    trial_end: '2026-01-01T00:00:00.000Z',
    current_period_end: '2026-01-02T00:00:00.000Z',
    cancel_at: '2026-01-02T00:00:00.000Z',
  })
  const basil = { object: 'subscription', items: { data: [{ current_period_end: day }] }, cancel_at: day }
  expect(detailsOf('', basil)).toEqual({
    current_period_end: '2026-01-01T00:00:00.000Z',
    cancel_at: '2026-01-01T00:00:00.000Z',
  })
  const cancelled = { object: 'subscription', cancellation_details: { reason: 'payment_failed', feedback: 'unused' } }
  expect(detailsOf('', cancelled)).toEqual({ cancellation_reason: 'payment_failed', cancellation_feedback: 'unused' })
})

test('checkouts and quotes', () => {
  const session = {
    object: 'checkout.session',
    mode: 'subscription',
    payment_status: 'unpaid',
    url: 'https://pay.example/1',
  }
  expect(detailsOf('', session)).toEqual({
    checkout_mode: 'subscription',
    payment_status: 'unpaid',
    payment_url: 'https://pay.example/1',
  })
  const recovery = { url: 'https://pay.example/again' }
  expect(detailsOf('', { ...session, after_expiration: { recovery } })).toMatchObject({
    payment_url: 'https://pay.example/again',
  })
  expect(detailsOf('quote.accepted', { object: 'quote', number: 'QT-1' })).toEqual({ quote_number: 'QT-1' })
})

describe('payloads lie', () => {
  test('an address that is none is left out (DA-01)', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' https://x',
      '//x',
      'https://a b',
      `https://${'x'.repeat(3000)}`,
      7,
    ]) {
      expect(detailsOf('', { object: 'invoice', hosted_invoice_url: url }), String(url)).toEqual({})
    }
  })

  test('a megabyte of words is cut, and no emoji in halves', () => {
    const { failure_message = '' } = detailsOf('', { object: 'charge', failure_message: `x${'🦆'.repeat(500_000)}` })
    expect(failure_message).toHaveLength(500)
    expect(failure_message).not.toMatch(/\p{Surrogate}/u)
  })

  test('whatever it is, it gives details or none, and no null among them', () => {
    const names = [
      'object',
      'status',
      'source',
      'card',
      'payments',
      'last_payment_error',
      'number',
      'items',
      'refunds',
      'outcome',
    ]
    const objects = fc.oneof(
      ...['invoice', 'charge', 'subscription', 'payment_intent', '__proto__', 'toString'].map(fc.constant),
    )
    const anything = fc.dictionary(fc.constantFrom(...names), fc.anything())
    fc.assert(
      fc.property(anything, objects, (payload, object) => {
        for (const value of Object.values(detailsOf('invoice.paid', { ...payload, object })))
          expect(value).not.toBeNull()
      }),
    )
  })
})

test('the examples show what their flows speak of', () => {
  const of = (type: string) => detailsOf(type, catalogueRow(type)?.example ?? {})
  expect(of('invoice.payment_failed')).toMatchObject({ attempt_number: 1, billing_reason: 'subscription_cycle' })
  expect(of('charge.refunded')).toMatchObject({ amount_left: '25.00' })
  expect(of('customer.subscription.trial_will_end')).toMatchObject({ trial_end: '2026-01-04T00:00:00.000Z' })
})
