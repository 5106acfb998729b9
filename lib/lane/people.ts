import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import type { FactSet } from '@/lib/facts/fact'
import { partiesOf } from '@/lib/ledger/fold'
import { foldParty, type PartyContent } from '@/lib/subscribers/fold'
import type { Entry } from './entry'
import type { Money } from './money'
import { personObject, type Resolved } from './resolve'
import type { PartyRow, State, SubscriberRow } from './state'

/** Where a party is needed: on the site and mode of its events, of its charges' home, of its subscriptions. */
interface Place {
  teamId: TeamId
  connectionId: string
  key: string
  siteId: SiteId
  livemode: boolean
  at: string | null
}

/** Who is who after the batch. */
export interface People {
  parties: PartyRow[]
  subscribers: SubscriberRow[]
  /** Party keys that lead to a person. */
  known: { teamId: string; key: string }[]
  /** Subscribers whose figures must be computed again. */
  touched: { teamId: string; id: string }[]
  knows(at: Pick<Entry, 'teamId' | 'siteId' | 'livemode'>, key: string): boolean
}

/** Computes every touched party from its facts and links it to the subscriber with its address. */
export function foldPeople(state: State, set: FactSet, resolved: readonly Resolved[], money: Money): People {
  const book = new AddressBook(state)
  const parties = placesOf(state, set, resolved, money).map((place) => {
    const stored = book.party(place)
    const facts = set.of({ teamId: place.teamId, connectionId: place.connectionId, objectId: personObject(place.key) })
    return book.settle(place, merge(foldParty(facts), stored, place.key), stored)
  })
  const linked = parties.filter((party) => party.subscriberId)
  const known = new Set(linked.map((party) => placeKey(party)))
  return {
    parties,
    subscribers: book.changed(),
    known: linked.map(({ teamId, key }) => ({ teamId, key })),
    touched: book.touched(),
    knows: (at, key) => known.has(placeKey({ ...at, key })),
  }
}

const placeKey = (p: { teamId: string; key: string; siteId: string; livemode: boolean }) =>
  `${p.teamId} ${p.key} ${p.siteId} ${p.livemode}`

function placesOf(
  state: State,
  set: FactSet,
  resolved: readonly Resolved[],
  { ledger, subscriptions }: Money,
): Place[] {
  const places = new Map<string, Place>()
  const add = (place: Place) => {
    const known = places.get(placeKey(place))
    places.set(placeKey(place), known ? { ...known, at: earlier(known.at, place.at) } : place)
  }
  for (const { decided, partyKey } of resolved) {
    if (partyKey && (decided.counts || decided.linksOnly)) add({ ...decided.entry, key: partyKey, at: decided.at })
  }
  // Whoever a charge was ever said to belong to: when it goes from a guest to a customer, the guest's figures change too.
  for (const row of ledger) {
    for (const key of partiesOf(set.of({ ...row, objectId: row.chargeId }))) add({ ...row, key, at: row.paidAt })
  }
  for (const row of subscriptions) if (row.partyKey) add({ ...row, key: row.partyKey, at: row.startedAt })
  // A change of address reaches a customer on every site it was ever seen on.
  const connections = new Map([...places.values()].map((place) => [`${place.teamId} ${place.key}`, place.connectionId]))
  for (const party of state.parties) {
    const connectionId = connections.get(`${party.teamId} ${party.key}`)
    if (connectionId) add({ ...party, connectionId, at: null })
  }
  return [...places.values()]
}

/** A guest's address may be used on several connections; this batch saw the facts of one. The newer word wins. */
function merge(content: PartyContent, stored: PartyRow | undefined, key: string): PartyContent {
  if (!stored || !key.startsWith('mail:')) return content
  const keepName = isLater(stored.nameAt, content.nameAt)
  const keepGroup = isLater(stored.userGroupAt, content.userGroupAt)
  const keepEmail = stored.email !== null && (content.email === null || isLater(content.emailAt, stored.emailAt))
  return {
    ...content,
    ...(keepEmail ? { email: stored.email, emailKey: key.slice('mail:'.length), emailAt: stored.emailAt } : {}),
    ...(keepName ? { name: stored.name, nameAt: stored.nameAt } : {}),
    ...(keepGroup ? { userGroup: stored.userGroup, userGroupAt: stored.userGroupAt } : {}),
  }
}

const isLater = (a: string | null, b: string | null) => a !== null && (b === null || Date.parse(a) > Date.parse(b))
const earlier = (a: string | null, b: string | null) =>
  a !== null && (b === null || Date.parse(a) < Date.parse(b)) ? a : (b ?? a)

/** Subscribers by address, changed step by step while the parties are settled. */
class AddressBook {
  private readonly byPlace = new Map<string, PartyRow>()
  private readonly byId = new Map<string, SubscriberRow>()
  private readonly byAddress = new Map<string, string>()
  private readonly members = new Map<string, Set<string>>()
  private readonly writes = new Map<string, SubscriberRow>()
  private readonly figures = new Map<string, { teamId: string; id: string }>()

  constructor(state: State) {
    for (const party of state.parties) {
      this.byPlace.set(placeKey(party), party)
      if (party.subscriberId) this.join(party.subscriberId, placeKey(party))
    }
    for (const person of state.people) {
      this.byId.set(person.id, person)
      this.byAddress.set(addressKey(person, person.emailKey), person.id)
    }
  }

  party = (place: Place) => this.byPlace.get(placeKey(place))
  changed = () => [...this.writes.values()]
  touched = () => [...this.figures.values()]

  settle(place: Place, content: PartyContent, stored: PartyRow | undefined): PartyRow {
    const before = stored?.subscriberId ?? null
    const subscriberId =
      content.emailKey && content.email ? this.link(place, content.email, content.emailKey, before) : before
    for (const id of [before, subscriberId]) if (id) this.figures.set(id, { teamId: place.teamId, id })
    const { emailKey: _, ...fields } = content
    const { teamId, key, siteId, livemode } = place
    const firstSeenAt = earlier(stored?.firstSeenAt ?? null, place.at) ?? new Date().toISOString()
    return { ...fields, teamId, key, siteId, livemode, subscriberId, firstSeenAt }
  }

  /**
   * The subscriber with this address: the one that has it; else the party's own row, renamed, if nobody shares it; else a
   * new row. A row that loses its last party points to where the person went.
   */
  private link(place: Place, email: string, emailKey: string, before: string | null): string {
    const holder = this.byAddress.get(addressKey(place, emailKey)) ?? null
    const old = before ? (this.byId.get(before) ?? null) : null
    const alone = before !== null && (this.members.get(before)?.size ?? 0) <= 1
    const target = holder ?? (old && alone ? this.rename(old, email, emailKey) : this.create(place, email, emailKey))
    this.revive(target)
    if (before && before !== target) this.leave(before, placeKey(place), target)
    this.join(target, placeKey(place))
    return target
  }

  private rename(person: SubscriberRow, email: string, emailKey: string): string {
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

  private join(id: string, party: string) {
    const members = this.members.get(id) ?? new Set<string>()
    members.add(party)
    this.members.set(id, members)
  }

  private write(person: SubscriberRow) {
    this.byId.set(person.id, person)
    this.byAddress.set(addressKey(person, person.emailKey), person.id)
    this.writes.delete(person.id)
    this.writes.set(person.id, person)
  }
}

const addressKey = (at: { teamId: string; siteId: string; livemode: boolean }, emailKey: string) =>
  `${at.teamId} ${at.siteId} ${at.livemode} ${emailKey}`
