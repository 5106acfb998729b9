import { ArrowLeft } from 'lucide-react'
import { inMode } from '@/components/layout/mode'
import { Link } from '@/components/ui/link'

type BackToSiteProps = { name: string; siteId: string; livemode: boolean }

/** A connection's pages stand in the team's frame: the way back to the site one came from. */
export function BackToSite({ name, siteId, livemode }: BackToSiteProps) {
  return (
    <Link
      href={inMode(`/sites/${siteId}`, livemode ? 'live' : 'test')}
      className="flex min-w-0 items-center gap-1 border-line border-r py-0.5 pr-3 text-muted text-sm hover:text-ink hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{name}</span>
    </Link>
  )
}
