import { catalogueRow, eventName, type StripeEventType } from '@/lib/catalogue'
import { formatMoney } from '@/lib/money'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { isolated } from '@/lib/text/isolated'

interface Told {
  type: string
  /** Who it is about, as they are called today. */
  person: { name: string | null; email: string | null }
  body: Pick<NormalizedEvent, 'value' | 'plan' | 'interval'>
}

interface Words {
  who: string
  amount: string | null
  plan: string | null
}

/**
 * An event as one would say it: "Ada Lovelace paid $49.00". Types without words of their own read by their label,
 * "Quote ready: Ada Lovelace, $49.00", so a new catalogue row needs nothing here.
 */
export function sentenceOf({ type, person, body }: Told): string {
  const name = person.name?.trim() || person.email
  const who = name && isolated(name)
  const plan = body.plan && isolated(body.plan)
  const amount = body.value && formatMoney(body.value.amount, body.value.currency)
  const said = isPhrased(type) ? phrases[type]?.({ who: who ?? 'Someone', amount, plan }) : null
  return said ?? [labelOf(type), [who, amount].filter(Boolean).join(', ')].filter(Boolean).join(': ')
}

/** "Invoice paid"; a type outside the catalogue is called by its event name. */
export function labelOf(type: string): string {
  return catalogueRow(type)?.label ?? eventName(type)
}

/** Null = it cannot be said without what is missing; then the label speaks. */
const phrases: Partial<Record<StripeEventType, (words: Words) => string | null>> = {
  'charge.succeeded': ({ who, amount }) => amount && `${who} paid ${amount}`,
  'charge.captured': ({ who, amount }) => amount && `${who}’s reserved payment of ${amount} was collected`,
  'charge.failed': ({ who, amount }) => amount && `${who}’s payment of ${amount} failed`,
  'charge.pending': ({ who, amount }) => amount && `${who}’s payment of ${amount} is on its way`,
  'charge.refunded': ({ who, amount }) => amount && `${who} got ${amount} back`,
  'charge.dispute.created': ({ who, amount }) => amount && `${who} disputes ${amount}`,
  'charge.dispute.funds_withdrawn': ({ who, amount }) => amount && `${amount} was taken for ${who}’s dispute`,
  'charge.dispute.funds_reinstated': ({ who, amount }) => amount && `${amount} came back from ${who}’s dispute`,
  'customer.created': ({ who }) => `${who} became a customer`,
  'customer.deleted': ({ who }) => `${who} was deleted in Stripe`,
  'customer.subscription.created': ({ who, plan }) => `${who} subscribed${plan ? ` to ${plan}` : ''}`,
  'customer.subscription.deleted': ({ who, plan }) => `${who}’s subscription${plan ? ` to ${plan}` : ''} ended`,
  'customer.subscription.trial_will_end': ({ who, plan }) => `${who}’s trial${plan ? ` of ${plan}` : ''} ends soon`,
  'invoice.paid': ({ who, amount }) => amount && `${who} paid an invoice of ${amount}`,
  'invoice.payment_failed': ({ who, amount }) => amount && `${who}’s payment of an invoice of ${amount} failed`,
  'checkout.session.completed': ({ who, amount }) => amount && `${who} completed a checkout of ${amount}`,
}

function isPhrased(type: string): type is keyof typeof phrases & StripeEventType {
  return Object.hasOwn(phrases, type)
}
