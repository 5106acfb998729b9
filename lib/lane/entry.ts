import type { SiteId, TeamId } from '@/db/schema/columns'
import type { Decision, EventStatus } from '@/db/schema/events'
import type { InboxKind } from '@/db/schema/inbox'
import type { Json } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import type { Reason } from '@/lib/reasons'

/** An open inbox entry, as taken by the lane. */
export interface Entry {
  teamId: TeamId
  id: string
  priority: number
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

/** An entry read and decided; nothing here depends on other entries. */
export interface DecidedEntry {
  entry: Entry
  normalized: NormalizedEvent
  type: string
  /** `data.object` of the payload, for the facts' readers. */
  object: Json
  /** Stripe's `created`, ISO 8601. */
  at: string
  /** The same as people read it. */
  seenAt: string
  status: EventStatus
  reason: Reason | null
  decision: Decision | null
  /** Its money, plan and person count: switched on, connected, in the catalogue. */
  counts: boolean
  /** Switched off, but the customer ↔ address link is kept all the same. */
  linksOnly: boolean
}
