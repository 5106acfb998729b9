import { expect, test } from 'vitest'
import { sampleEvent, sampleSubscriber } from '../sample'
import { variablesOf } from '../variables'
import { render } from '.'

// A process has one time zone, which a thread cannot change: this file has a process of its own (vitest.config.ts).
test('days are the same wherever the worker runs', () => {
  process.env.TZ = 'America/New_York'
  expect(new Date('2026-01-04T00:00:00Z').getHours()).toBe(19)
  const event = sampleEvent('invoice.payment_failed') ?? expect.unreachable()
  const variables = variablesOf({ event, subscriber: sampleSubscriber(), siteName: 'Acme' })
  const text = render('{{ event.next_payment_attempt | date: "%Y-%m-%d %H" }}', variables, { as: 'text' })
  expect(text).toEqual({ ok: true, value: '2026-01-04 00' })
})
