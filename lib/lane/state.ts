import type { SiteId, TeamId } from '@/db/schema/columns'
import type { ConnectionState } from '@/db/schema/connections'
import type { Decision, EventStatus } from '@/db/schema/events'
import type { PartyEdits } from '@/db/schema/subscribers'
import type { SavedSetting } from '@/lib/connections/effective-setting'
import type { Fact } from '@/lib/facts/fact'
import type { Conditions } from '@/lib/flows/definition'
import type { Reason } from '@/lib/reasons'
import type { PartyContent } from '@/lib/subscribers/fold'

/** Everything the fold may look at, loaded in one round trip. */
export interface State {
  connections: Map<string, StoredConnection>
  /** Those of the sites in question that exist: a charge stays at home on a site even when that site is deleted. */
  sites: Map<string, StoredSite>
  /** By `<connection> <type>`. */
  settings: Map<string, SavedSetting>
  /** Decisions already made, by entry id. */
  known: Map<string, KnownEvent>
  facts: Fact[]
  parties: StoredParty[]
  people: StoredSubscriber[]
  /** Of the sites and modes in question, those that hear anything. */
  destinations: StoredDestination[]
  /** Of the sites and modes in question, those that begin or go on by a type of this batch. */
  flows: StoredFlow[]
}

export interface KnownEvent {
  status: EventStatus
  reason: Reason | null
  decision: Decision | null
  /** When it went out, ISO 8601; null while it waits. It goes out once. */
  outflowAt: string | null
}

export interface StoredDestination {
  teamId: TeamId
  id: string
  siteId: SiteId
  livemode: boolean
  kind: string
  /** Stripe types it hears; null = every event. */
  types: string[] | null
}

export interface StoredFlow {
  teamId: TeamId
  id: string
  siteId: SiteId
  livemode: boolean
  /** The type it begins by; null = nobody enters at the moment. */
  begins: string | null
  /** Of the live version. */
  versionNo: number
  filters: Conditions | null
  /** Types that its runs wait for or end by. */
  listens: string[]
}

export interface StoredSite {
  id: string
  /** As stored; read with moneyPolicyOf. */
  moneyPolicy: unknown
}

export interface StoredConnection {
  id: string
  state: ConnectionState
  isActive: boolean
  livemode: boolean
  /** ISO 8601. */
  connectedAt: string
  settingsVersion: number
  /** Stripe ids of customers whose events change nothing. */
  ignoredCustomers: string[]
}

export interface StoredParty extends PartyContent {
  teamId: TeamId
  key: string
  siteId: SiteId
  livemode: boolean
  subscriberId: string | null
  firstSeenAt: string
  /** The party a person said it is; null = itself, by its own address. */
  movedTo: string | null
  movedAt: string | null
  /** What was said of it; null = nothing, as mostly. */
  edits: PartyEdits | null
}

export interface StoredSubscriber {
  teamId: TeamId
  id: string
  siteId: SiteId
  livemode: boolean
  email: string
  emailKey: string
  mergedInto: string | null
}
