import type { Money } from '@/lib/money'
import type { Json, Line, Person, Snapshot } from '@/lib/normalize/readers'

/** What a connection does with an event until someone changes it; the columns of event settings. */
export interface EventDefaults {
  on: boolean
  triggerFlows: boolean
  updateSubscriber: boolean
  /** Sync the full name; needs `updateSubscriber`. */
  fullName: boolean
  userGroup: string | null
  /** Only where the event ends a customer. */
  onDelete?: 'unsubscribe' | 'delete' | 'nothing'
}

/**
 * What of a subscriber, or of a connection, an event of this type can change, in the words of pages and docs. Shown in the
 * settings and in docs/events.md; what is computed follows from the facts an event tells, not from this.
 */
export const touchWords = {
  lifetime_value: 'lifetime value',
  currency: 'currency',
  mrr: 'MRR',
  plan: 'plan',
  subscription_status: 'subscription status',
  email: 'e-mail address',
  name: 'name',
  unsubscribed: 'unsubscribed',
  connection: 'the connection itself',
} as const

export type Touch = keyof typeof touchWords

export type EventGroup =
  | 'payments'
  | 'refunds'
  | 'subscriptions'
  | 'invoices'
  | 'customers'
  | 'checkout'
  | 'quotes'
  | 'more'
  | 'connection'

type IdReader = (snapshot: Snapshot) => string | null

/** Which ids and lines an object names. What is left out is null or empty. */
export interface About {
  charge?: IdReader
  paymentIntent?: IdReader
  invoice?: IdReader
  subscription?: IdReader
  checkoutSession?: IdReader
  /** What was bought; the plan, its interval, prices and products follow from it. */
  lines?: (snapshot: Snapshot) => Line[]
  /** For objects that name prices or products without being about a purchase. */
  prices?: (snapshot: Snapshot) => string[]
  products?: (snapshot: Snapshot) => string[]
  plan?: (snapshot: Snapshot) => { plan: string | null; interval: string | null }
}

/** How an object is read, whatever happened to it. */
export interface Shape {
  who: (snapshot: Snapshot) => Person
  /** Whom it is about, in words: where the address comes from. */
  whom: string
  value: (snapshot: Snapshot) => Money | null
  about: About
}

/** Everything Sluice knows about one Stripe event type. */
export interface CatalogueRow<T extends string = string> extends Shape {
  type: T
  /** `$ChargeSucceeded`: follows from the type by rule. */
  name: string
  /** A few words for lists. */
  label: string
  /** One plain sentence for a marketer: when it happens, or what it is good for. */
  why: string
  group: EventGroup
  defaults: EventDefaults
  touches: readonly Touch[]
  /** Leads to a person; the others never reach flows. */
  person: boolean
  /** Lifetime value needs it: switching it off warns. */
  money: boolean
  /** A twin or a detail, folded away in the settings. */
  advanced: boolean
  /** The type to use instead: Stripe sends both for one and the same thing, and only that one starts flows at first. */
  twin?: string
  /** Keeps the connection itself right, so it cannot be switched off. */
  locked: boolean
  /** A small object of this type, for "send a test", docs and tests. */
  example: Json
  /** What changed before, where the type's meaning needs it. */
  examplePrevious?: Json
}

/** A row as it is written: what the rules can tell is left out. */
export type RowInput<T extends string> = Pick<CatalogueRow<T>, 'type' | 'label' | 'why' | 'group' | 'example'> &
  Shape &
  Partial<Pick<CatalogueRow, 'touches' | 'person' | 'money' | 'advanced' | 'twin' | 'locked' | 'examplePrevious'>> & {
    defaults?: Partial<EventDefaults>
  }

/** An event that follows from another one's content, and has no Stripe type of its own. */
export interface DerivedRow<T extends string = string> extends CatalogueRow<T> {
  /** The Stripe types it can follow from. */
  from: readonly [string, ...string[]]
  /** Whether it does, from the payload alone. */
  when: (snapshot: Snapshot) => boolean
}

/** A derived event. Facts come from the Stripe event it follows from, so it copies no name. */
export function defineDerived<const T extends string>(
  row: RowInput<T> & Pick<DerivedRow, 'from' | 'when'>,
): DerivedRow<T> {
  const { from, when, ...rest } = row
  return { ...defineEvent<T>({ ...rest, defaults: { fullName: false, ...rest.defaults } }), from, when }
}

/** One row of the catalogue. Everything about people is on unless the row says otherwise; a twin starts no flow twice. */
export function defineEvent<const T extends string>(row: RowInput<T>): CatalogueRow<T> {
  const person = row.person ?? true
  return {
    touches: [],
    money: false,
    advanced: false,
    locked: false,
    ...row,
    name: eventName(row.type),
    person,
    defaults: {
      on: true,
      triggerFlows: person && row.twin === undefined,
      updateSubscriber: person,
      fullName: person,
      userGroup: null,
      ...row.defaults,
    },
  }
}

/**
 * `charge.succeeded` → `$ChargeSucceeded`: split on "." and "_", capitalise, prefix "$". It gives the names Bento's own
 * connector uses, and no two of Stripe's types collide.
 */
export function eventName(type: string): string {
  const words = type.split(/[._]/)
  return `$${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
}

/** Rows that start switched off: noisy, or a twin of one that is on. */
export const off = { on: false }
