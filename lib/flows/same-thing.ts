import type { FlowEvent } from './flow-event'

/** What an event is about, as far as its ids tell. */
export type About = Pick<
  FlowEvent,
  'invoice_id' | 'payment_intent_id' | 'charge_id' | 'checkout_session_id' | 'subscription_id'
>

/** The nearest first: two invoices of one subscription are two things, and so are two charges, unless one payment made both. */
const keys = ['invoice_id', 'payment_intent_id', 'charge_id', 'checkout_session_id', 'subscription_id'] as const

/**
 * Whether two events about one person are about the same invoice, payment or subscription: the nearest id that both have decides.
 * An event that names none of them, such as that a quote was sent, is about the person, as is whatever comes to them then.
 */
export function isSameThing(a: About, b: About): boolean {
  const shared = keys.find((key) => a[key] !== null && b[key] !== null)
  return shared ? a[shared] === b[shared] : keys.every((key) => a[key] === null)
}

/** Whether it names money that moves or is to move; else it is about a person or what they are subscribed to. */
export const isAboutPayment = (about: About): boolean =>
  keys.some((key) => key !== 'subscription_id' && about[key] !== null)

/** What a cap counts by: once for an invoice or payment, however often it fails (FL-04). */
export const occasionOf = ({ invoice_id, payment_intent_id }: About): string | null => invoice_id ?? payment_intent_id
