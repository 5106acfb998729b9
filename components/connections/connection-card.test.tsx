import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ToastProvider } from '@/components/ui/toast'
import type { ConnectionView } from '@/lib/connections/view'
import { ConnectionCard } from './connection-card'
import { Welcome } from './welcome'

const connection: ConnectionView = {
  id: 'c',
  team_id: 't' as ConnectionView['team_id'],
  site_id: 's' as ConnectionView['site_id'],
  name: 'Acme',
  account: 'acct_1',
  livemode: true,
  kind: 'oauth',
  status: 'connected',
  is_active: true,
  webhook_url: 'https://sluice.example/api/webhooks/stripe',
  last_event_at: null,
  site_name: 'Shop',
  account_name: 'Acme',
  connected_at: '2026-03-01T00:00:00.000Z',
  first_connected_at: '2026-03-01T00:00:00.000Z',
  connected_by: null,
  disconnected_at: null,
  disconnected_by: null,
}
const card = (over: Partial<ConnectionView>) =>
  renderToStaticMarkup(
    <ToastProvider>
      <ConnectionCard
        connection={{ ...connection, ...over }}
        activity={{
          day: { received: 105, events: 74, switchedOff: 30, notUsed: 1 },
          bySite: [],
          subscribers: [],
        }}
        connectedBy="Mia"
      />
    </ToastProvider>,
  )
const welcome = (over: Partial<ConnectionView>, movedFrom: string | null = null, ownUrlEnded = false) =>
  renderToStaticMarkup(
    <Welcome connection={{ ...connection, ...over }} movedFrom={movedFrom} ownUrlEnded={ownUrlEnded} />,
  )

test('“since” stays what it was after a reconnect, which is told beside it', () => {
  const once = card({})
  expect(once).toContain(', by Mia')
  expect(once).not.toContain('Connected again')

  const again = card({ connected_at: '2026-11-20T00:00:00.000Z' })
  const [since, reconnect] = again.split('Connected again')
  expect(since).toContain('dateTime="2026-03-01T00:00:00.000Z"')
  expect(since).not.toContain('dateTime="2026-11-20')
  expect(reconnect).toContain('dateTime="2026-11-20T00:00:00.000Z"')
})

test('only a connected account says that events land on its site', () => {
  expect(card({})).toContain('Events land here.')
  for (const status of ['paused', 'disconnected', 'needs_reconnect'] as const)
    expect(card({ status })).not.toContain('Events land here.')
})

test('what came in a day adds up in words', () => {
  expect(card({})).toContain('74 became events · 30 switched off · 1 not used')
})

test('coming back from Stripe tells a change of site, and a pause that stands', () => {
  expect(welcome({}, 'Main')).toContain('Events now land on Shop; earlier ones stay on Main.')
  expect(welcome({})).not.toContain('earlier ones')
  expect(welcome({ status: 'paused' })).toContain('still paused')
  expect(welcome({})).not.toContain('webhook address')
  expect(welcome({}, null, true)).toContain('delete that address in Stripe')
})
