import type { ReactNode } from 'react'
import { inMode } from '@/components/layout/mode'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import { isAboutPerson } from '@/lib/events/log-row'
import { isMoneyBack } from '@/lib/events/sentence'
import type { EventStory } from '@/lib/events/story'
import { isolated } from '@/lib/text/isolated'
import { IgnoreCustomer } from './ignore-customer'

type EventFactsProps = { story: EventStory; siteId: string; connectionHref: string | null; mayIgnore: boolean }

/** What the event says: who, how much, for what, under which ids. Lines it says nothing about are left out. */
export function EventFacts({ story, siteId, connectionHref, mayIgnore }: EventFactsProps) {
  const { event } = story
  const body = event?.body
  const code = story.told.currencies.length > 1
  const facts: [term: string, value: ReactNode][] = [
    ['Person', event && (event.person || isAboutPerson(story.type)) && <WhoLine story={story} siteId={siteId} />],
    ['Amount', body?.value && <Money value={body.value} refund={isMoneyBack(story.type)} code={code} />],
    ['For', body?.description && isolated(body.description)],
    ['Plan', body?.plan && [isolated(body.plan), body.interval && `each ${body.interval}`].filter(Boolean).join(', ')],
    ['Items', body && body.items.length > 0 && <Items story={story} code={code} />],
    [
      'Event',
      <code key="type" className="break-all font-mono text-sm">
        {story.type}
      </code>,
    ],
    ['Event name', event && <code className="break-all font-mono text-sm">{event.name}</code>],
    ...idLines(story).map(([term, id]): [string, ReactNode] => [
      term,
      <div key={term} className="flex flex-col items-start gap-1.5">
        <Id value={id} what={term} />
        {term === 'Customer' && mayIgnore && story.connection ? (
          <IgnoreCustomer connectionId={story.connection.id} customerId={id} ignored={story.connection.ignores} />
        ) : null}
      </div>,
    ]),
    [
      'Connection',
      story.connection && connectionHref && (
        <Link href={connectionHref} className="text-link">
          {story.connection.name}
        </Link>
      ),
    ],
    ['Stripe’s API version', body?.api_version],
  ]
  return (
    <Card title="Details">
      <DescriptionList items={facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))} className="-my-2.5" />
    </Card>
  )
}

function WhoLine({ story, siteId }: { story: EventStory; siteId: string }) {
  const person = story.event?.person
  const told = story.event?.body.subscriber
  if (person) {
    return (
      <Link
        href={inMode(`/sites/${siteId}/subscribers/${person.id}`, story.livemode ? 'live' : 'test')}
        className="text-link"
      >
        {person.name ? `${isolated(person.name)} (${isolated(person.email)})` : isolated(person.email)}
      </Link>
    )
  }
  return (
    <div id="tried">
      {[told?.name, told?.email].flatMap((word) => (word ? [isolated(word)] : [])).join(' · ') || 'Nobody yet'}
      {story.waitingFor.length > 0 ? (
        <p className="text-muted text-sm">
          The payload names no address. We wait for one of: {story.waitingFor.map((key) => waitedWords(key)).join(', ')}
          .
        </p>
      ) : null}
      {story.tried.length > 0 ? (
        <ul className="mt-1 text-muted text-sm">
          {story.tried.map(({ what, at, said }) => (
            <li key={`${what} ${at.toISOString()}`} className="break-words">
              Asked Stripe for {what} <Time value={at.toISOString()} />: {said}.
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** `cus:<connection>:cus_1` → "customer cus_1"; what else is waited for is a charge or payment. */
function waitedWords(key: string): string {
  const [kind, ...rest] = key.split(':')
  if (kind === 'mail') return rest.join(':')
  const id = rest.slice(1).join(':')
  return kind === 'cus' ? `the address of customer ${id}` : `the person of ${id}`
}

function Items({ story, code }: { story: EventStory; code: boolean }) {
  const items = story.event?.body.items ?? []
  const nameOf = (id: string | null) => (id === null ? null : (story.names[id] ?? id))
  const currency = story.event?.body.value?.currency
  return (
    <ul className="flex flex-col gap-1">
      {items.slice(0, 20).map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of an invoice have no id here and never move
        <li key={place} className="flex flex-wrap justify-between gap-x-4">
          <span className="min-w-0">
            {item.quantity !== null && item.quantity !== 1 ? `${item.quantity} × ` : ''}
            {isolated(item.description ?? nameOf(item.product_id) ?? item.price_id ?? 'Item')}
          </span>
          {item.amount && currency ? <Money value={{ amount: item.amount, currency }} code={code} /> : null}
        </li>
      ))}
      {items.length > 20 ? <li className="text-muted">and {items.length - 20} more, in “Normalized”</li> : null}
    </ul>
  )
}

function idLines({ event, stripeEventId }: EventStory): [string, string][] {
  const body = event?.body
  const lines: [string, string | null | undefined][] = [
    ['Event id', stripeEventId],
    ['Customer', body?.subscriber.customer_id],
    ['Charge', body?.charge_id],
    ['Payment', body?.payment_intent_id],
    ['Invoice', body?.invoice_id],
    ['Subscription', body?.subscription_id],
    ['Checkout', body?.checkout_session_id],
  ]
  return lines.flatMap(([term, id]): [string, string][] => (id ? [[term, id]] : []))
}

function Id({ value, what }: { value: string; what: string }) {
  return <Copyable value={value} label={`Copy ${what.toLowerCase()}`} />
}
