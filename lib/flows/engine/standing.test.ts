import { expect, test } from 'vitest'
import { sampleEvent, sampleSubscriber } from '../sample'
import { happened, judge } from './standing'

const event = sampleEvent('invoice.payment_failed') ?? expect.unreachable()
const { charge_id, payment_intent_id, invoice_id, checkout_session_id, subscription_id } = event
const about = { charge_id, payment_intent_id, invoice_id, checkout_session_id, subscription_id }
const began = Date.parse(event.occurred_at ?? '')
const asked = 'invoice.payment_action_required'

const standing = (secondsLater: number, more: object = {}) => ({
  event,
  subscriber: sampleSubscriber(),
  siteName: 'Acme',
  came: [{ id: 'x', type: asked, occurredAt: began + secondsLater * 1000, cameAt: 0, about: { ...about, ...more } }],
})

const needsConfirmation = (given: ReturnType<typeof standing>) =>
  judge(given, { match: 'all', conditions: [{ field: `happened:${asked}`, op: 'exists' }] }).met

test('that the bank wants a confirmation is known in whichever order Stripe tells of it', () => {
  for (const seconds of [-2, 0, 2]) expect(needsConfirmation(standing(seconds)), String(seconds)).toBe(true)
  expect(needsConfirmation(standing(-3600))).toBe(false)
  expect(needsConfirmation(standing(0, { invoice_id: 'in_another' }))).toBe(false)
})

test('what ends a run or a wait came after it began', () => {
  expect(happened(standing(-2), asked)).toBeUndefined()
  expect(happened(standing(2), asked)).toMatchObject({ type: asked })
})
