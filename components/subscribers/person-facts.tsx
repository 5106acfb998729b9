import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Time } from '@/components/ui/time'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { isolated } from '@/lib/text/isolated'

/** Who this is, and by which ids. */
export function PersonFacts({ person }: { person: SubscriberJson }) {
  const facts: [string, ReactNode][] = [
    ['E-mail', <Copyable key="mail" value={person.email} shown={isolated(person.email)} label="Copy e-mail address" />],
    ['Name', person.name && isolated(person.name)],
    ['Stripe customers', person.customer_ids.length > 0 && <Customers ids={person.customer_ids} />],
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

function Customers({ ids }: { ids: readonly string[] }) {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <Copyable value={id} label={`Copy ${id}`} />
        </li>
      ))}
    </ul>
  )
}
