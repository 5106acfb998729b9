import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { LogRow } from '@/lib/events/json'
import { EventTable } from './event-table'

const row: LogRow = {
  id: '1',
  name: '$ChargeSucceeded',
  type: 'charge.succeeded',
  label: 'Payment succeeded',
  status: 'processed',
  livemode: true,
  person: { id: null, email: null, name: null },
  has_person: true,
  value: null,
  money_back: false,
  money_moved: true,
  description: null,
  received_at: '2026-11-20T12:00:00.000Z',
  occurred_at: null,
}

const drawn = (over: Partial<LogRow>) =>
  renderToStaticMarkup(<EventTable label="Events" rows={[{ ...row, ...over }]} hrefOf={(id) => `/${id}`} />)

test('an event that waits for its person says so; one about nobody has a dash', () => {
  expect(drawn({ status: 'waiting' })).toContain('Nobody yet')
  expect(drawn({ type: 'price.created', has_person: false })).not.toContain('Nobody yet')
})

test('DA-15 a name that reorders text does not turn the address below it', () => {
  const html = drawn({ person: { id: '2', name: '\u202eecila', email: 'a\u2066@example.com' } })
  expect(html).toContain('>ecila<')
  expect(html).toContain('>a@example.com<')
})
