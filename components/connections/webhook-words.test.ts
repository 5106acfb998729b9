import { expect, test } from 'vitest'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { offByDefault, statusOf, whyOf } from './webhook-words'

const row: WebhookEventJson = {
  id: 'e',
  connection_id: 'c',
  site_id: 's',
  stripe_event_id: 'evt_1',
  type: 'charge.succeeded',
  livemode: true,
  status: 'ignored',
  reason: 'paused',
  received_at: '2026-11-21T04:00:00.000Z',
  processed_at: null,
}
const at = (status: 'connected' | 'paused' | 'disconnected') => ({ teamId: 't', status })

test('what came during a pause or after a disconnect is called by that', () => {
  expect(statusOf(row)).toEqual({ status: 'paused' })
  expect(statusOf({ ...row, reason: 'disconnected' })).toEqual({ status: 'disconnected' })
  expect(statusOf({ ...row, reason: 'not_in_catalogue' })).toEqual({ status: 'ignored' })
})

test('a way on is offered only while there is something to mend', () => {
  expect(whyOf(row, undefined, at('paused'))?.href).toBe('/account/teams/t/stripe_accounts/c/settings')
  expect(whyOf(row, undefined, at('connected'))?.href).toBeNull()
  const late = { ...row, reason: 'disconnected' }
  expect(whyOf(late, undefined, at('disconnected'))?.href).toBe('/account/teams/t/stripe_accounts/c')
  expect(whyOf(late, undefined, at('connected'))?.href).toBeNull()
})

test('what a filter or the ignore list left out leads to it', () => {
  const why = (reason: string) => whyOf({ ...row, reason }, undefined, at('connected'))?.href
  expect(why('filtered')).toBe('/account/teams/t/stripe_accounts/c/events?q=charge.succeeded')
  expect(why('ignored_customer')).toBe('/account/teams/t/stripe_accounts/c/events#ignored')
})

test('what is off by default says which event tells the same', () => {
  expect(offByDefault('The twin of “Payment succeeded”: a payment sends both, so use one of them.')).toBe(
    'Off by default: Payment succeeded already tells this.',
  )
  const off = { ...row, status: 'switched_off' as const, reason: 'switched_off' }
  const words = { label: 'Review opened', why: 'Stripe asks a person to look at a payment.', off: true }
  expect(whyOf(off, words, at('connected'))).toEqual({
    text: 'Off by default. Stripe asks a person to look at a payment.',
    label: 'Event settings',
    href: '/account/teams/t/stripe_accounts/c/events?q=charge.succeeded',
  })
  expect(whyOf(off, { ...words, off: false }, at('connected'))?.label).toBe('Switch on')
  expect(whyOf({ ...row, reason: null }, words, at('connected'))).toBeNull()
})
