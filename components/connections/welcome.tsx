import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import type { ConnectionView } from '@/lib/connections/view'
import { connectionHref, modeWords } from './words'

type WelcomeProps = {
  connection: ConnectionView
  /** The name of the site its events landed on before, when connecting changed that. */
  movedFrom: string | null
  /** It had a webhook URL of its own until now. */
  ownUrlEnded: boolean
}

/** Just back from Stripe: what is connected now, where its events land, and what comes next. */
export function Welcome({ connection, movedFrom, ownUrlEnded }: WelcomeProps) {
  const { name, livemode, team_id, id, status, site_name } = connection
  const paused = status === 'paused'
  return (
    <Banner
      tone={paused ? 'warn' : 'live'}
      title={`Connected to ${name} (${modeWords(livemode)}).`}
      action={
        <LinkButton size="sm" href={connectionHref(team_id, id, paused ? 'settings' : 'events')}>
          {paused ? 'Routing' : 'Choose events'}
        </LinkButton>
      }
    >
      {movedFrom === null ? null : `Events now land on ${site_name}; earlier ones stay on ${movedFrom}. `}
      {ownUrlEnded
        ? 'Its own webhook address no longer takes events, and its signing secret is removed here: delete that address in Stripe. '
        : null}
      {nextWords(connection)}
    </Banner>
  )
}

function nextWords({ status, last_event_at }: ConnectionView): string {
  if (status === 'paused') return 'It is still paused, as you left it: events are kept and not used.'
  if (last_event_at) return 'Stripe can reach us. The next payment shows up here within a second.'
  return 'Waiting for the first event… Make a payment in Stripe: it shows up here within a second.'
}
