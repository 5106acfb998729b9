import { inMode, type Mode } from '@/components/layout/mode'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { Related } from '@/lib/events/related'

type RelatedEventsProps = { related: Related; siteId: string; mode: Mode }

/** What else the same webhook stands for. */
export function RelatedEvents({ related: { base, derived }, siteId, mode }: RelatedEventsProps) {
  if (!base && derived.length === 0) return null
  const href = (id: string) => inMode(`/sites/${siteId}/events/${id}`, mode)
  return (
    <Card title="From the same webhook">
      {base ? (
        <p>
          Derived from{' '}
          <Link href={href(base.id)} className="text-link">
            {base.label}
          </Link>
          , whose content tells this as well.
          {base.counts
            ? ' Money and people are counted there, once.'
            : ' It was not used, so it changed no money and no plan.'}
        </p>
      ) : null}
      {derived.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {derived.map(({ id, label }) => (
            <li key={id}>
              Also means:{' '}
              <Link href={href(id)} className="text-link">
                {label}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  )
}
