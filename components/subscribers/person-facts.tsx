import type { ReactNode } from 'react'
import { IgnoreCustomer } from '@/components/events/ignore-customer'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Time } from '@/components/ui/time'
import type { LinkedCustomer } from '@/lib/connections/linked-customers'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { isolated } from '@/lib/text/isolated'

type PersonFactsProps = {
  person: SubscriberJson
  linked: readonly LinkedCustomer[]
  /** Marketers and up put a customer on the ignore list. */
  mayIgnore: boolean
}

/** Who this is, and by which ids. */
export function PersonFacts({ person, linked, mayIgnore }: PersonFactsProps) {
  const facts: [string, ReactNode][] = [
    ['E-mail', <Copyable key="mail" value={person.email} shown={isolated(person.email)} label="Copy e-mail address" />],
    ['Name', person.name && isolated(person.name)],
    ['Stripe customers', linked.length > 0 && <Customers linked={linked} mayIgnore={mayIgnore} />],
    ['User group', person.user_group],
    ['Unsubscribed', person.unsubscribed_at && <Time value={person.unsubscribed_at} exact focusable />],
    ['First seen', <Time key="first" value={person.created_at} exact focusable />],
    ['Last change', <Time key="last" value={person.updated_at} focusable />],
    ['Id', <Copyable key="id" value={person.id} label="Copy subscriber id" />],
  ]
  return (
    <Card title="Person">
      <DescriptionList items={facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))} className="-my-2.5" />
    </Card>
  )
}

function Customers({ linked, mayIgnore }: Pick<PersonFactsProps, 'linked' | 'mayIgnore'>) {
  return (
    <ul>
      {linked.map(({ id, connectionId, ignored }) => (
        <li key={`${connectionId} ${id}`} className="flex flex-wrap items-center gap-x-3">
          <Copyable value={id} label={`Copy ${id}`} />
          {mayIgnore ? (
            <IgnoreCustomer connectionId={connectionId} customerId={id} ignored={ignored} />
          ) : ignored ? (
            <span className="text-muted text-sm">Ignored: its events change nothing</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
