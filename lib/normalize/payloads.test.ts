import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type NormalizedEvent, normalizeJson } from '.'
import expectations from './payloads.expected.json'
import { normalizedEventSchema } from './schema'

/**
 * 264 payloads that nobody here wrote (shared/stripe-events). The expectations were made by a reader in another language,
 * written from docs/normalized-event.md alone; addresses and names stand there as hashes. The payloads themselves stay outside.
 */
const folder = process.env.STRIPE_EVENTS_DIR

if (folder) {
  describe('Stripe’s own payloads', () => {
    test.each(Object.entries(expectations))('%s', (file, expected) => {
      const normalized = normalizeJson(readFileSync(path.join(folder, file)))
      expect(normalizedEventSchema.parse(normalized)).toEqual(normalized)
      expect(digest(normalized)).toMatchObject(expected)
      if (!('at' in expected)) return // thin events and envelopes: only what they are was written down
      expect(digest(normalized)).toEqual(expected)
    })
  })
} else {
  console.info('STRIPE_EVENTS_DIR is not set: the 264 payloads of Stripe are not tried.')
}

test('the expectations cover every payload and hold no address', () => {
  expect(Object.keys(expectations)).toHaveLength(264)
  expect(JSON.stringify(expectations)).not.toContain('@')
})

/** An answer in the form of the expectations: what is null, empty or zero is left out. */
function digest(event: NormalizedEvent): Record<string, unknown> {
  const said = {
    type: event.type,
    reason: event.outcome === 'set_aside' ? event.reason : null,
    at: event.occurred_at,
    account: event.stripe_account,
    customer: event.subscriber.customer_id,
    email: hash(event.subscriber.email),
    name: hash(event.subscriber.name),
    value: event.value && `${event.value.amount} ${event.value.currency}`,
    charge_id: event.charge_id,
    payment_intent_id: event.payment_intent_id,
    invoice_id: event.invoice_id,
    subscription_id: event.subscription_id,
    session_id: event.checkout_session_id,
    prices: event.price_ids,
    products: event.product_ids,
    plan: event.plan,
    interval: event.interval,
    items: event.items.length,
  }
  const present = Object.entries(said).filter(([, value]) => value !== null && value !== 0 && String(value) !== '')
  return { ...Object.fromEntries(present), ...(event.livemode !== null && { livemode: event.livemode }) }
}

function hash(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('hex').slice(0, 16)
}
