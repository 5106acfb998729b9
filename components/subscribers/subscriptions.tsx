import { Link } from '@/components/ui/link'
import { Money, NoValue } from '@/components/ui/money'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { toDecimal } from '@/lib/money'
import { revenueNotes } from '@/lib/revenue/notes'
import type { SubscriptionItem, SubscriptionRevenue } from '@/lib/revenue/queries'
import { isolated } from '@/lib/text/isolated'
import { SubscriptionBadge } from './subscription-badge'

type SubscriptionsProps = {
  subscriptions: readonly SubscriptionRevenue[]
  /** Several currencies are on the page. */
  code: boolean
  eventHref: (id: string) => string
}

/** Each subscription item by item: what it costs an interval, what that is a month, what counts, and who said so. */
export function Subscriptions({ subscriptions, code, eventHref }: SubscriptionsProps) {
  return (
    <ul className="flex flex-col gap-6">
      {subscriptions.map((one) => (
        <li key={`${one.connectionId} ${one.id}`} className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <code className="break-all font-mono text-sm">{one.id}</code>
            <SubscriptionBadge status={one.status} />
            <span className="ml-auto font-medium">
              <Money value={amountOf(one.mrr, one.currency)} code={code} /> a month
            </span>
          </div>
          <Days of={one} />
          {one.items.length > 0 ? <Items items={one.items} currency={one.currency} code={code} /> : null}
          <ul className="flex flex-col gap-0.5 text-muted text-sm">
            {one.sources.map((source) => (
              <li key={`${source.stripeEventId} ${source.words}`}>
                <Time value={source.at.toISOString()} /> ·{' '}
                {source.eventId ? (
                  <Link href={eventHref(source.eventId)} className="text-link">
                    {source.words}
                  </Link>
                ) : (
                  source.words
                )}
              </li>
            ))}
            {one.notes.map((note) => (
              <li key={note} className="text-ink">
                {revenueNotes[note]}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** The days that matter next. */
export function Days({ of }: { of: SubscriptionRevenue }) {
  const days = [
    of.status === 'trialing' && of.trialEnd ? { words: 'Trial ends', at: of.trialEnd } : null,
    of.status === 'canceled' && of.canceledAt ? { words: 'Canceled', at: of.canceledAt } : null,
    of.status !== 'canceled' && of.cancelAt ? { words: 'Cancels on', at: of.cancelAt } : null,
    of.status !== 'canceled' && !of.cancelAt && of.currentPeriodEnd
      ? { words: 'Period ends', at: of.currentPeriodEnd }
      : null,
  ].filter((day) => day !== null)
  if (days.length === 0) return null
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 font-normal text-muted text-sm">
      {days.map(({ words, at }) => (
        <span key={words}>
          {words} <Time value={at.toISOString()} exact="minute" />
        </span>
      ))}
    </p>
  )
}

type ItemsProps = { items: readonly SubscriptionItem[]; currency: string | null; code: boolean }

function Items({ items, currency, code }: ItemsProps) {
  return (
    <Table
      label="Items of the subscription"
      head={
        <Tr>
          <Th>Item</Th>
          <Th numeric>Quantity</Th>
          <Th numeric>Each interval</Th>
          <Th numeric>A month</Th>
          <Th numeric>Counts as</Th>
        </Tr>
      }
    >
      {items.map((item) => (
        <Tr key={item.id ?? item.priceId}>
          <Td className="align-top">
            {item.productName ? isolated(item.productName) : 'Not named yet'}
            {item.priceId ? <code className="block break-all font-mono text-muted text-sm">{item.priceId}</code> : null}
            {item.note ? <span className="block text-muted text-sm">{revenueNotes[item.note]}</span> : null}
          </Td>
          <Td label="Quantity" numeric className="align-top">
            {item.quantity === null ? <NoValue /> : item.quantity.toLocaleString('en')}
          </Td>
          <Td label="Each interval" numeric className="align-top">
            {item.perInterval === null ? (
              <NoValue />
            ) : (
              <>
                <Money value={amountOf(item.perInterval, currency)} code={code} />
                <span className="block text-muted text-sm">{intervalWords(item)}</span>
              </>
            )}
          </Td>
          <Td label="A month" numeric className="align-top">
            {item.perInterval === null ? <NoValue /> : <Money value={amountOf(item.monthly, currency)} code={code} />}
          </Td>
          <Td label="Counts as" numeric className="align-top font-medium">
            <Money value={amountOf(item.counted, currency)} code={code} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

const intervalWords = ({ interval, intervalCount }: SubscriptionItem) =>
  interval === null ? null : intervalCount === 1 ? `each ${interval}` : `every ${intervalCount} ${interval}s`

const amountOf = (minor: bigint, currency: string | null) =>
  currency === null ? null : { amount: toDecimal(minor, currency), currency }
