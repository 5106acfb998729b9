import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import type { PartyContent } from '@/lib/subscribers/fold'
import { type At, type Leaders, placeKey } from './leaders'
import { mostSiblings } from './load-sql'
import type { State, StoredParty, StoredSubscriber } from './state'

/** Where a party is needed: on the site and mode of its events, of its charges' home, of its subscriptions. */
export interface Place {
  teamId: TeamId
  /** Whose words count here: a guest may pay at several connections of a site. None where only a command names the party. */
  connectionIds: readonly string[]
  key: string
  siteId: SiteId
  livemode: boolean
  at: string | null
  /** Whether something that counts happened here; a switched-off event alone makes nobody a subscriber. */
  counts: boolean
}

/** The earlier of two times, ISO 8601; null is no time. */
export const earlier = (a: string | null, b: string | null) =>
  a !== null && (b === null || Date.parse(a) < Date.parse(b)) ? a : (b ?? a)

/** Subscribers by address, changed step by step while the parties are settled. */
export class AddressBook {
  private readonly byPlace = new Map<string, StoredParty>()
  private readonly byId = new Map<string, StoredSubscriber>()
  private readonly byAddress = new Map<string, string>()
  /** The parties of each subscriber, by their place. */
  private readonly members = new Map<string, Map<string, At>>()
  private readonly writes = new Map<string, StoredSubscriber>()
  private readonly figures = new Map<string, { teamId: string; id: string }>()

  constructor(
    state: State,
    private readonly leaders: Leaders,
  ) {
    for (const party of state.parties) {
      this.byPlace.set(placeKey(party), party)
      if (party.subscriberId) this.join(party.subscriberId, party)
    }
    for (const person of state.people) {
      this.byId.set(person.id, person)
      this.byAddress.set(addressKey(person, person.emailKey), person.id)
    }
  }

  party = (place: Place) => this.byPlace.get(placeKey(place))
  changed = () => [...this.writes.values()]
  touched = () => [...this.figures.values()]

  /**
   * Links a party to the subscriber with its address: its own, or that of the party a person said it is. Leaders are settled
   * before who follows them.
   */
  settle(place: Place, content: PartyContent, stored: StoredParty | undefined): Omit<StoredParty, 'edits'> {
    const before = stored?.subscriberId ?? null
    const { to: movedTo = null, at: movedAt = null } = this.leaders.ownMove(place) ?? {}
    const leader = this.leaders.leaderOf(place)
    const emailKey = this.leaders.addressOf(leader)
    const email = this.leaders.contentOf(leader)?.email ?? emailKey
    const someone = email && emailKey && (place.counts || before)
    const subscriberId = someone ? this.link(place, email, emailKey, before) : before
    for (const id of [before, subscriberId]) if (id) this.figures.set(id, { teamId: place.teamId, id })
    const { teamId, key, siteId, livemode } = place
    const firstSeenAt = earlier(stored?.firstSeenAt ?? null, place.at) ?? new Date().toISOString()
    return { ...content, teamId, key, siteId, livemode, subscriberId, firstSeenAt, movedTo, movedAt }
  }

  /**
   * The subscriber with this address: the one that has it; else the party's own row, renamed, if nobody shares it but those
   * who follow it; else a new row. A row that loses its last party points to where the person went.
   */
  private link(place: Place, email: string, emailKey: string, before: string | null): string {
    const holder = this.byAddress.get(addressKey(place, emailKey)) ?? null
    const old = before ? (this.byId.get(before) ?? null) : null
    const target =
      holder ??
      (old && this.isAlone(place, old.id) ? this.rename(old, email, emailKey) : this.create(place, email, emailKey))
    this.revive(target)
    if (before && before !== target) this.leave(before, placeKey(place), target)
    this.join(target, place)
    return target
  }

  /** Of more parties than are loaded with a subscriber nobody can say it. */
  private isAlone(place: Place, subscriberId: string): boolean {
    const members = [...(this.members.get(subscriberId)?.values() ?? [])]
    const leader = placeKey(this.leaders.leaderOf(place))
    return (
      members.length < mostSiblings && members.every((member) => placeKey(this.leaders.leaderOf(member)) === leader)
    )
  }

  private rename(person: StoredSubscriber, email: string, emailKey: string): string {
    this.byAddress.delete(addressKey(person, person.emailKey))
    this.write({ ...person, email, emailKey })
    return person.id
  }

  private create({ teamId, siteId, livemode }: Place, email: string, emailKey: string): string {
    const person = { teamId, id: newId(), siteId, livemode, email, emailKey, mergedInto: null }
    this.write(person)
    return person.id
  }

  private revive(id: string) {
    const person = this.byId.get(id)
    if (person?.mergedInto) this.write({ ...person, mergedInto: null })
  }

  private leave(id: string, party: string, target: string) {
    const rest = this.members.get(id)
    rest?.delete(party)
    const person = this.byId.get(id)
    if (person && (rest?.size ?? 0) === 0) this.write({ ...person, mergedInto: target })
  }

  private join(id: string, party: At) {
    const members = this.members.get(id) ?? new Map<string, At>()
    members.set(placeKey(party), party)
    this.members.set(id, members)
  }

  private write(person: StoredSubscriber) {
    this.byId.set(person.id, person)
    this.byAddress.set(addressKey(person, person.emailKey), person.id)
    this.writes.delete(person.id)
    this.writes.set(person.id, person)
  }
}

const addressKey = (at: { teamId: string; siteId: string; livemode: boolean }, emailKey: string) =>
  `${at.teamId} ${at.siteId} ${at.livemode} ${emailKey}`
