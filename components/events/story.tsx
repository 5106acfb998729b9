import { Check, Minus } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { Decided } from '@/lib/events/decision-words'

export type Moment = {
  what: string
  /** ISO 8601; null = still to come. */
  at: string | null
  /** "after 38 ms". */
  after?: string | undefined
}

/** The way of an event from Stripe to the subscriber, with the time each step took. */
export function TimeLine({ moments }: { moments: readonly Moment[] }) {
  return (
    <Card title="Timeline">
      <ol className="flex flex-col">
        {moments.map((moment, place) => (
          <li key={moment.what} className="flex gap-3 pb-4 last:pb-0">
            <span aria-hidden className="flex w-3 flex-col items-center pt-1.5">
              <span
                className={
                  moment.at
                    ? 'size-2 shrink-0 rounded-full bg-accent'
                    : 'size-2 shrink-0 rounded-full border border-control'
                }
              />
              {place < moments.length - 1 ? <span className="mt-1 w-px flex-1 bg-line-strong" /> : null}
            </span>
            <div className="min-w-0 flex-1">
              <p className="font-medium">{moment.what}</p>
              <p className="text-muted text-sm">
                {moment.at ? <Time value={moment.at} exact focusable /> : 'Still to come'}
                {moment.after ? <span className="tabular"> · {moment.after}</span> : null}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

type DecisionCardProps = {
  decided: readonly Decided[]
  /** Where the settings are that said so; left out for who may not see them. */
  hrefs: Partial<Record<NonNullable<Decided['by']>, string>>
}

const settings = { setting: 'See the setting', ignore_list: 'See the ignore list' }

/** What was decided about it, in sentences, and which setting said so. */
export function DecisionCard({ decided, hrefs }: DecisionCardProps) {
  if (decided.length === 0) return null
  const by = decided.find((each) => each.by)?.by ?? 'setting'
  const href = hrefs[by]
  return (
    <Card
      title="Effect"
      actions={
        href ? (
          <Link href={href} className="touchable text-link">
            {settings[by]}
          </Link>
        ) : undefined
      }
      footer="Decided once, by the event settings of that moment. Later changes of the settings leave it as it is."
    >
      <ul className="flex flex-col gap-2">
        {decided.map(({ yes, words }) => (
          <li key={words} className="flex gap-2.5">
            {yes ? (
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            ) : (
              <Minus aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
            )}
            <span className={cn('min-w-0 break-words', !yes && 'text-muted')}>{words}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
