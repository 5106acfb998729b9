import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Decision, EventStatus } from '@/db/schema/events'
import type { InboxKind } from '@/db/schema/inbox'
import type { About } from '@/lib/look-ups/answer'
import type { Json, Person } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import type { Reason } from '@/lib/reasons'

/** An open inbox entry, as taken by the lane. */
export interface Entry {
  teamId: TeamId
  id: string
  priority: number
  /** How often a process died while it had this entry alone; null = nobody suspects it. */
  crashes: number | null
  why: 'new' | 'release' | 'replay' | 'missed'
  connectionId: string
  stripeEventId: string
  siteId: SiteId
  kind: InboxKind
  livemode: boolean
  created: Date
  receivedAt: Date
  raw: Buffer
}

/** What facts are told from: an event or an answer, decided. Nothing here depends on other entries. */
export interface Telling {
  entry: Entry
  normalized: NormalizedEvent
  /** Stripe's event type; `answer` where Stripe was asked. */
  type: string
  /** The Stripe object: `data.object` of an event, or what Stripe answered with. */
  object: Json
  /** What the fields the event changed were before (Stripe: previous_attributes); empty for an answer. */
  previous: Json
  /** Stripe's `created`, or when it answered; ISO 8601. */
  at: string
  /** The same as people read it. */
  seenAt: string
  /** Whom the payload names (lib/subscribers/aside). */
  person: Person
  decision: Decision | null
  /** Its money, plan and person count: switched on, connected, in the catalogue. */
  counts: boolean
  /** Switched off, but the customer ↔ address link is kept all the same. */
  linksOnly: boolean
}

/** An event that becomes a row of its own. */
export interface DecidedEntry extends Telling {
  status: EventStatus
  reason: Reason | null
  /** The entry it was derived from; null for what Stripe sent itself. */
  derivedFrom: string | null
}

/** What Stripe said when it was asked: it becomes no event and starts nothing. */
export interface AnsweredEntry extends Telling {
  about: About
  found: boolean
}
