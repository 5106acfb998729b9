import type { z } from 'zod'
import type { deliveryReasons } from '@/lib/deliveries/reasons'
import type { NormalizedEvent } from '@/lib/normalize'
import type { Http } from '@/lib/outbound/http'
import type { Result } from '@/lib/result'
import type { KindWords } from './words'

/** The event part of a delivery, frozen when it was queued: docs/normalized-event.md with the ids of the API. */
export type DeliveredEvent = Extract<NormalizedEvent, { outcome: 'event' }> & {
  id: string
  site_id: string
  connection_id: string
  subscriber_id: string | null
  received_at: string
}

/** The person as they are when the delivery is sent. Amounts are decimal strings in major units of `currency`. */
export interface Contact {
  subscriber_id: string
  email: string
  /** The address this destination knows the person by, when that is another one now. */
  known_as: string | null
  name: string | null
  first_name: string | null
  last_name: string | null
  customer_id: string | null
  /** Of lifetime_value and mrr: the site's reporting currency. */
  currency: string | null
  lifetime_value: string | null
  mrr: string | null
  plan: string | null
  subscription_status: string | null
  user_group: string | null
  tags: string[]
  /** Tags they had: what knows tags takes these away. */
  former_tags: string[]
  /** Fields of the team's own, by the names it gave them. */
  fields: Record<string, string | number | boolean>
  unsubscribed: boolean
  /** Deleted at Stripe, and the event's setting says that a deletion deletes. */
  deleted: boolean
}

/** What of a contact may be sent under a name of the team's own choice. */
export const contactFields = [
  'first_name',
  'last_name',
  'lifetime_value',
  'currency',
  'mrr',
  'plan',
  'subscription_status',
  'user_group',
] as const
export type ContactField = (typeof contactFields)[number]

/** Under which name each field goes out; null = it does not. */
export type Mapping = Record<ContactField, string | null>

export interface Delivery {
  /** The same at every attempt, letters, digits, `_` and `-` only, at most 64: receivers tell repeats by it. */
  id: string
  /** `contact`: the person's data only, where nothing may start (history, settings that trigger nothing). */
  what: 'event' | 'contact'
  event: DeliveredEvent
  /** Null for an event about nobody. */
  contact: Contact | null
  /** The event tells that the money of `event.charge_id` was captured, `event.value` of it: what counts as a purchase (captured.ts). */
  captured: boolean
}

/** What became of one delivery at one attempt. `reason` is a key of lib/reasons.ts; `says` the receiver's own words, short. */
export type Outcome =
  | { status: 'delivered'; says?: string }
  /** Trying again would not help; `disable`: nothing else will arrive there either (410 Gone). */
  | { status: 'refused'; reason: DeliveryReason; says?: string; disable?: true }
  /** `after_ms`: the receiver named a time. `alone`: it failed among others, and it cannot be told which of them is to blame. */
  | { status: 'try-again'; reason: DeliveryReason; says?: string; after_ms?: number; alone?: true }

export type DeliveryReason = keyof typeof deliveryReasons

export interface Limits {
  /** Deliveries in one call of `send`. */
  batch: number
  /** Calls allowed per `perMs`; all calls made through `http` count. */
  calls: number
  perMs: number
}

/** Everything Sluice knows about a kind of destination; its folder exports one. */
export interface DestinationKind<Shape extends z.ZodObject = z.ZodObject> {
  kind: string
  label: string
  /** One sentence for the gallery: what it gets. */
  gets: string
  /** The form draws itself from it (fields.ts); what is marked `sealed` there is sealed before it is stored. */
  config: Shape
  limits: Limits
  /** Names the fields of a contact go out under unless the team chooses others; null: this kind takes the event as it is. */
  mapping: Mapping | null
  /** What a name a team chooses for such a field must look like; null where `mapping` is. */
  fieldName: z.ZodType<string> | null
  /** It only takes what is about somebody: events about nobody are not queued, and refused with `no_address` if they are. */
  needsPerson: boolean
  /** Whether it takes `what: 'contact'`; where not, such deliveries are not queued. */
  takesContacts: boolean
  /** Where it signs what it sends: the secret in force, to be shown once, and the same config with a fresh one. */
  signing?: {
    secretOf(config: z.output<Shape>): string
    rotate(config: z.output<Shape>, now: Date, overlapHours: number): z.output<Shape>
    /** Until when an older secret signs beside the newest, ISO 8601; null when none does. */
    overlapEnds(config: z.output<Shape>, now: Date): string | null
  }
  /** What sentences call it where its label will not do (words.ts). */
  words?: Partial<KindWords>
  /** A valid config for the contract test. */
  example: z.input<Shape>
  /** The body of a 200 by which its receiver takes a single delivery: for the worked example of what it receives. */
  agreeable: object
  /** Asks the receiver whether this config works, before it is saved: `value` is a sentence, "Connected to team Acme." */
  check(config: z.output<Shape>, http: Http): Promise<Result<string, DeliveryReason>>
  /** At most `limits.batch` deliveries → one outcome each, in order. Throws only for our own mistakes, never for what the receiver does. */
  send(deliveries: readonly Delivery[], context: SendContext<z.output<Shape>>): Promise<Outcome[]>
}

export interface SendContext<Config> {
  config: Config
  mapping: Mapping
  http: Http
  /** Now, for signatures. */
  now: Date
}

export const defineDestination = <Shape extends z.ZodObject>(kind: DestinationKind<Shape>) => kind
