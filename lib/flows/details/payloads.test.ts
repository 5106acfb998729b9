import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { asObject, at, objectOf } from '@/lib/normalize/readers'
import type { EventDetails } from '../flow-event'
import { detailsOf } from '.'

const folder = process.env.STRIPE_EVENTS_DIR

if (folder) {
  describe('Stripe’s own payloads', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('/'))
    const all = files.map((file) => {
      const event = objectOf(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
      const object = asObject(at(event, 'data', 'object')) ?? {}
      return { object, details: detailsOf(String(event.type), object) }
    })
    const saying = (detail: keyof EventDetails) => all.filter(({ details }) => details[detail] !== undefined).length

    test('what stands in them is told', () => {
      const direct = {
        billing_reason: 'billing_reason',
        attempt_number: 'attempt_count',
        next_payment_attempt: 'next_payment_attempt',
        due_date: 'due_date',
        trial_end: 'trial_end',
        invoice_pdf: 'invoice_pdf',
      } as const
      for (const [detail, field] of Object.entries(direct)) {
        const given = all.filter(({ object }) => object[field]).length
        expect(saying(detail as keyof EventDetails), detail).toBe(given)
      }
    })

    test('what takes reading is found as often as a person found it', () => {
      expect(saying('failure_code')).toBe(12)
      expect(saying('card_last4')).toBe(46)
      expect(saying('amount_left')).toBe(4)
      expect(saying('cancel_at')).toBe(2)
      expect(all.filter(({ details }) => details.needs_authentication)).toHaveLength(7)
    })
  })
} else {
  console.info('STRIPE_EVENTS_DIR is not set: no details are read from the 264 payloads of Stripe.')
}

test('a detail is told by its own field, whatever else the payload holds', () => {
  const invoice = {
    object: 'invoice',
    attempt_count: 2,
    due_date: 1_767_225_600,
    trial_end: 1_767_225_600,
    junk: [null],
  }
  expect(detailsOf('invoice.payment_failed', invoice)).toEqual({
    attempt_number: 2,
    due_date: '2026-01-01T00:00:00.000Z',
  })
})
