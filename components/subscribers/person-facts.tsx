import type { ReactNode } from 'react'
import { IgnoreCustomer } from '@/components/events/ignore-customer'
import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import { DescriptionList } from '@/components/ui/description-list'
import { Time } from '@/components/ui/time'
import type { LinkedCustomer } from '@/lib/connections/linked-customers'
import type { SubscriberJson } from '@/lib/subscribers/json'
import type { Leaver } from '@/lib/subscribers/move'
import { isolated } from '@/lib/text/isolated'
import { EditSubscriber } from './edit-subscriber'
import { MergeSubscriber } from './merge-subscriber'
import { SeparateButton } from './separate-button'

type PersonFactsProps = {
  person: SubscriberJson
  linked: readonly LinkedCustomer[]
  /** Who was merged into this person by hand. */
  merged: readonly Leaver[]
  /** Marketers and up put a customer on the ignore list, and merge and separate people. */
  mayIgnore: boolean
  mayEdit: boolean
}

/** Who this is, and by which ids. */
export function PersonFacts({ person, linked, merged, mayIgnore, mayEdit }: PersonFactsProps) {
  const facts: [string, ReactNode][] = [
    ['E-mail', <Copyable key="mail" value={person.email} shown={isolated(person.email)} label="Copy e-mail address" />],
    ['Name', person.name && isolated(person.name)],
    ['Stripe customers', linked.length > 0 && <Customers linked={linked} mayIgnore={mayIgnore} />],
    ['Merged in', merged.length > 0 && <Merged subscriberId={person.id} merged={merged} mayChange={mayIgnore} />],
    ['User group', person.user_group && isolated(person.user_group)],
    ['Tags', person.tags.length > 0 && <Tags tags={person.tags} />],
    ['Fields', Object.keys(person.fields).length > 0 && <Fields fields={person.fields} />],
    ['Unsubscribed', person.unsubscribed_at && <Time value={person.unsubscribed_at} exact focusable />],
    ['First seen', <Time key="first" value={person.created_at} exact focusable />],
    ['Last change', <Time key="last" value={person.updated_at} focusable />],
    ['Id', <Copyable key="id" value={person.id} label="Copy subscriber id" />],
  ]
  return (
    <Card title="Person" actions={<Actions person={person} mayMerge={mayIgnore} mayEdit={mayEdit} />}>
      <DescriptionList items={facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))} className="-my-2.5" />
    </Card>
  )
}

function Actions({ person, mayMerge, mayEdit }: { person: SubscriberJson; mayMerge: boolean; mayEdit: boolean }) {
  if (!mayMerge && !mayEdit) return null
  return (
    <div className="flex gap-2">
      {mayEdit ? <EditSubscriber person={person} /> : null}
      {mayMerge ? <MergeSubscriber person={person} /> : null}
    </div>
  )
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {tags.map((tag) => (
        <li key={tag} className="wrap-anywhere rounded-sm border border-line-strong bg-sunken px-1.5 text-sm">
          {isolated(tag)}
        </li>
      ))}
    </ul>
  )
}

function Fields({ fields }: Pick<SubscriberJson, 'fields'>) {
  return (
    <ul>
      {Object.entries(fields).map(([name, value]) => (
        <li key={name} className="wrap-anywhere">
          <span className="text-muted">{name}:</span> {isolated(String(value))}
        </li>
      ))}
    </ul>
  )
}

type MergedProps = { subscriberId: string; merged: readonly Leaver[]; mayChange: boolean }

function Merged({ subscriberId, merged, mayChange }: MergedProps) {
  return (
    <ul>
      {merged.map((leaver) => {
        const name = 'customerId' in leaver ? leaver.customerId : leaver.email
        return (
          <li key={name} className="flex flex-wrap items-center gap-x-3">
            <span className="wrap-anywhere">{isolated(name)}</span>
            {mayChange ? <SeparateButton subscriberId={subscriberId} leaver={leaver} name={name} /> : null}
          </li>
        )
      })}
    </ul>
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
