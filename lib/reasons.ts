import { deliveryReasons } from '@/lib/deliveries/reasons'
import { flowReasons } from '@/lib/flows/reasons'
import { unknownReason, webhookReasons } from '@/lib/inbox/reasons'

/** What a reason's button does; pages map it to an address or a request, mails and docs print the label. */
export type ReasonAction =
  | 'show_raw'
  | 'switch_on'
  | 'show_filter'
  | 'show_ignored'
  | 'reconnect'
  | 'resume'
  | 'replay'
  | 'find_person'
  | 'change_endpoint'
  | 'paste_secret'
  | 'connect'
  | 'open_connection'
  | 'read_docs'
  | 'retry'
  | 'open_destination'
  | 'show_attempt'
  | 'show_event'
  | 'open_flow'
  | 'show_subscriber'
  | 'open_step'

export interface ReasonText {
  /** A few words for a list or a badge. */
  title: string
  /** What happened and what it means, in whole sentences. */
  explanation: string
  /** The one thing a person can do about it. */
  action: { label: string; does: ReasonAction }
}

/**
 * Why something did not become an ordinary event: one catalogue for pages, API, mails and docs, so the same
 * cause never has two wordings and none is without a way on.
 */
export const reasons = { ...webhookReasons, ...deliveryReasons, ...flowReasons } as const satisfies Record<
  string,
  ReasonText
>

export type Reason = keyof typeof reasons

/** Why the normalizer sets a payload aside. */
export const setAsideReasons = [
  'not_in_catalogue',
  'thin_event',
  'envelope',
  'unprocessable',
] as const satisfies Reason[]
export type SetAsideReason = (typeof setAsideReasons)[number]

/** The words for a stored reason; an unknown one (an older version's) reads as itself, with a way to the raw event. */
export const reasonText = (reason: string): ReasonText => (isReason(reason) ? reasons[reason] : unknownReason(reason))

export function isReason(reason: string): reason is Reason {
  return Object.hasOwn(reasons, reason)
}
