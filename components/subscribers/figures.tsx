import type { ReactNode } from 'react'
import { Money, NoValue } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import { revenueNotes } from '@/lib/revenue/notes'
import type { SubscriptionRevenue } from '@/lib/revenue/queries'
import { ruleInShort } from '@/lib/revenue/words'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { leadMoney } from '@/lib/subscribers/lead-money'
import { planWords } from './plan-words'
import { productWords } from './product-words'
import { SubscriptionBadge } from './subscription-badge'
import { Days } from './subscriptions'

type FiguresProps = {
  person: SubscriberJson
  /** When the first Stripe account this person is known from was connected, ISO 8601; null when there is none. */
  since: string | null
  subscriptions: readonly SubscriptionRevenue[]
  policy: MoneyPolicy
  /** Several currencies are on the page. */
  code: boolean
}

/** The three figures a person is known by, and how far back they reach. */
export function Figures({ person, since, subscriptions, policy, code }: FiguresProps) {
  const running = subscriptions.filter(isRunning)
  const notes = new Set(running.flatMap((one) => one.notes))
  const ever = person.subscription_status !== null
  const plan = planWords(person.plan, subscriptions, code)
  const products = productWords(person.product_ids, subscriptions)
  const value = leadMoney(person, person.lifetime_value, person.lifetime_value_not_converted)
  return (
    <section aria-label="Figures" className="@container rounded-lg border border-line bg-surface">
      <dl className="grid divide-line @max-[40rem]:divide-y @min-[40rem]:grid-cols-3 @min-[40rem]:divide-x">
        <Item
          term="Lifetime value"
          note={`Net of refunds and disputes${value.rest.length > 0 ? '; currencies without a rate stand apart' : ''}`}
        >
          <Amounts {...value} code={code} />
        </Item>
        <Item
          term="Monthly recurring revenue"
          note={ever ? ruleInShort(policy) : 'No subscription so far'}
          more={[...notes].map((note) => revenueNotes[note])}
        >
          {ever ? <Amounts {...leadMoney(person, person.mrr, person.mrr_not_converted)} code={code} /> : <NoValue />}
        </Item>
        <Item term="Plan" note={paidIn(person)}>
          <span className="flex flex-wrap items-center gap-2">
            {plan ? <span className="wrap-anywhere min-w-0">{plan}</span> : <span className="text-faint">None</span>}
            <SubscriptionBadge status={person.subscription_status} />
          </span>
          {products ? <p className="wrap-anywhere mt-1 font-normal text-muted text-sm">Has {products}</p> : null}
          {running.map((one) => (
            <Days key={`${one.connectionId} ${one.id}`} of={one} />
          ))}
        </Item>
      </dl>
      <p className="border-line border-t px-5 py-3 text-muted text-sm">
        {since ? (
          <>
            Counted since Stripe was connected, <Time value={since} exact="minute" focusable />. Earlier history is not
            imported.
          </>
        ) : (
          'Counted since Stripe was connected. Earlier history is not imported.'
        )}
      </p>
    </section>
  )
}

/** The currencies money came in, which need not be the one it is reported in. */
function paidIn({ currency, lifetime_value_by_currency: paid }: SubscriberJson): string {
  const currencies = Object.keys(paid)
  if (currencies.length > 0) return `Paid in ${listing.format(currencies)}`
  return currency ? `Billed in ${currency}, nothing paid so far` : 'Nothing paid so far'
}

const listing = new Intl.ListFormat('en-GB')

/** One that says something about today; the others are in "How is this computed?". */
const isRunning = ({ status }: SubscriptionRevenue) => ['active', 'past_due', 'trialing', 'paused'].includes(status)

type ItemProps = {
  term: string
  /** The rule of the figure, in words. */
  note: string
  /** What is special about this person's. */
  more?: readonly string[]
  children: ReactNode
}

function Item({ term, note, more = [], children }: ItemProps) {
  return (
    <div className="flex min-w-0 flex-col px-5 py-4">
      <dt className="text-muted text-sm">{term}</dt>
      <dd className="mt-1">
        <div className="font-semibold text-xl">{children}</div>
        <p className="mt-1 text-faint text-sm">{note}</p>
        {more.map((words) => (
          <p key={words} className="mt-1 text-muted text-sm">
            {words}
          </p>
        ))}
      </dd>
    </div>
  )
}

/** One amount, and those of other currencies below it: without a rate they are never added up. */
function Amounts({ lead, rest, code }: ReturnType<typeof leadMoney> & { code: boolean }) {
  return (
    <>
      <Money value={lead} code={code} />
      {rest.length > 0 ? (
        <span className="mt-1 flex flex-col font-normal text-base text-muted">
          {rest.map((other) => (
            <span key={other.currency}>
              + <Money value={other} code />
            </span>
          ))}
        </span>
      ) : null}
    </>
  )
}
