import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import type { ConnectionView } from '@/lib/connections/view'
import { connectHref } from './words'

type EndedStripProps = {
  teamId: string
  /** Those whose data is on screen. */
  connections: readonly ConnectionView[]
  mayConnect: boolean
}

/** Says once, above what they brought, which accounts send nothing any more. */
export function EndedStrip({ teamId, connections, mayConnect }: EndedStripProps) {
  const ended = connections.filter(isEnded)
  const [only] = ended
  if (!only) return null
  const failed = ended.some(({ status }) => status === 'needs_reconnect')
  const names = new Intl.ListFormat('en').format(ended.map(({ name }) => name))
  const href =
    ended.length > 1
      ? `/account/teams/${teamId}/apps/stripe`
      : connectHref(teamId, { siteId: only.site_id, livemode: only.livemode })
  return (
    <Banner
      tone={failed ? 'bad' : 'neutral'}
      title={`${names} ${ended.length > 1 ? 'are' : 'is'} disconnected.`}
      action={
        mayConnect ? (
          <LinkButton outside size="sm" href={href}>
            Reconnect
          </LinkButton>
        ) : null
      }
    >
      Nothing new arrives. Events and subscribers stay.
    </Banner>
  )
}

/** True when nothing comes from it until it is connected again. */
export function isEnded({ status }: Pick<ConnectionView, 'status'>): boolean {
  return status === 'disconnected' || status === 'needs_reconnect'
}
