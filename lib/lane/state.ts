import type { SiteId, TeamId } from '@/db/schema/columns'
import type { ConnectionState } from '@/db/schema/connections'
import type { Decision, EventStatus } from '@/db/schema/events'
import type { SavedSetting } from '@/lib/connections/effective-setting'
import type { Fact } from '@/lib/facts/fact'
import type { PartyContent } from '@/lib/subscribers/fold'

/** Everything the fold may look at, loaded in one round trip. */
export interface State {
  connections: Map<string, StoredConnection>
  /** Those of the sites in question that exist: a charge stays at home on a site even when that site is deleted. */
  sites: Set<string>
  /** By `<connection> <type>`. */
  settings: Map<string, SavedSetting>
  /** Decisions already made, by entry id. */
  known: Map<string, { status: EventStatus; decision: Decision | null }>
  facts: Fact[]
  parties: StoredParty[]
  people: StoredSubscriber[]
}

export interface StoredConnection {
  id: string
  state: ConnectionState
  isActive: boolean
  livemode: boolean
  /** ISO 8601. */
  connectedAt: string
  settingsVersion: number
}

export interface StoredParty extends Omit<PartyContent, 'emailKey'> {
  teamId: TeamId
  key: string
  siteId: SiteId
  livemode: boolean
  subscriberId: string | null
  firstSeenAt: string
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
