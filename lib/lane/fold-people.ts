import type { PartyEdits } from '@/db/schema/subscribers'
import { type About, earliest, type Fact } from '@/lib/facts/fact'
import { eachObject, type FactSet } from '@/lib/facts/fact-set'
import { partiesOf } from '@/lib/ledger/fold'
import { mergeEdits } from '@/lib/subscribers/edits'
import { foldParty, type PartyContent } from '@/lib/subscribers/fold'
import { connectionOf, customerKey, guestKey, personObject } from '@/lib/subscribers/party'
import { AddressBook, earlier, type Place } from './address-book'
import { makesSubscriber } from './answered'
import type { Money } from './fold-money'
import { type At, Leaders, placeKey } from './leaders'
import { editsIn, type Move, movesIn, namedBy, toProject } from './obey'
import type { ReadCommand } from './read'
import type { Resolved } from './resolve'
import type { State, StoredParty, StoredSubscriber } from './state'

/** Who is who after the batch. */
export interface People {
  parties: StoredParty[]
  subscribers: StoredSubscriber[]
  /** Party keys that have become somebody: who waited for one goes on. */
  known: { teamId: string; key: string }[]
  /** Subscribers whose figures must be computed again. */
  touched: { teamId: string; id: string }[]
  /** Who that is there; null as long as nobody is known by it. */
  subscriberOf(at: Omit<At, 'key'>, key: string): string | null
}

/** What of a batch concerns people. */
interface Concerns {
  resolved: readonly Resolved[]
  /** Objects whose facts changed, or that are to be computed again. */
  touched: readonly About[]
  money: Money
  commands: readonly ReadCommand[]
}

/** Computes every touched party from its facts and links it to the subscriber with its address. */
export function foldPeople(state: State, set: FactSet, concerns: Concerns): People {
  const moves = movesIn(concerns.commands)
  const edits = editsIn(concerns.commands)
  const leaders = new Leaders(state, moves)
  const book = new AddressBook(state, leaders)
  const known: People['known'] = []
  const settling = placesOf(state, set, concerns, moves).map((place) => {
    const stored = book.party(place)
    const content = contentOf(place, set, stored)
    leaders.tell(place, content)
    return { place, stored, content }
  })
  const follows = ({ place }: { place: Place }) => leaders.leaderOf(place).key !== place.key
  const inOrder = [...settling.filter((one) => !follows(one)), ...settling.filter(follows)]
  const parties = inOrder.map(({ place, stored, content }) => {
    const party = { ...book.settle(place, content, stored), edits: edited(stored, edits.get(placeKey(place))) }
    // An address alone releases who waits too: an event that is switched off tells one and makes nobody a subscriber.
    if ((party.subscriberId && !stored?.subscriberId) || (party.email && !stored?.email))
      known.push({ teamId: party.teamId, key: party.key })
    return party
  })
  const here = new Map(parties.map((party) => [placeKey(party), party.subscriberId]))
  return {
    parties,
    subscribers: book.changed(),
    known,
    touched: [...book.touched(), ...toProject(concerns.commands)],
    subscriberOf: (at, key) => here.get(placeKey({ ...at, key })) ?? null,
  }
}

const edited = (stored: StoredParty | undefined, told: PartyEdits = {}) => mergeEdits(stored?.edits ?? {}, told)

/** A party a command is about, without any of its facts at hand, says what it said before. */
function contentOf(place: Place, set: FactSet, stored: StoredParty | undefined): PartyContent {
  if (place.connectionIds.length > 0)
    return withGuestAddress(merge(foldParty(factsAbout(place, set)), stored, place.key), place.key)
  return stored ?? foldParty([])
}

/** A customer is the same person on every site of the connection; a guest's address means somebody on its own site only. */
function factsAbout({ teamId, connectionIds, livemode, siteId, key }: Place, set: FactSet): Fact[] {
  const objectId = personObject(key)
  const facts = connectionIds.flatMap((connectionId) => set.of({ teamId, connectionId, objectId, livemode }))
  return key.startsWith('mail:') ? facts.filter((fact) => fact.siteId === siteId) : facts
}

function placesOf(
  state: State,
  set: FactSet,
  { resolved, touched, money, commands }: Concerns,
  moves: ReadonlyMap<string, Move>,
): Place[] {
  const { ledger, subscriptions, invoices } = money
  const places = new Map<string, Place>()
  const add = (said: Said, key: string, at: string | null, counts: boolean, connectionIds: readonly string[]) => {
    const { teamId, siteId, livemode } = said
    const place = { teamId, connectionIds, key, siteId, livemode, at, counts }
    const id = placeKey(place)
    // A guest may be named by several connections of one batch: the words of all of them count.
    const known = places.get(id)
    places.set(id, known ? both(known, place) : place)
  }
  const hear = (said: Said & { connectionId: string }, key: string, at: string | null, counts: boolean) =>
    add(said, key, at, counts, [said.connectionId])
  for (const { decided, partyKey, named } of resolved) {
    if (!decided.counts && !decided.linksOnly) continue
    // Somebody it names is somebody, also where its charge turns out to be another's: which came first must not matter.
    const { entry, seenAt } = decided
    if (partyKey) hear(entry, partyKey, seenAt, makesSubscriber(decided))
    if (named && named !== partyKey) hear(entry, named, seenAt, makesSubscriber(decided))
  }
  // Whoever a charge was ever said to belong to: when it goes from a guest to a customer, the guest's figures change too.
  for (const row of ledger) {
    const { teamId, connectionId, livemode } = row
    const facts = set.of({ teamId, connectionId, livemode, objectId: row.chargeId })
    const here = earliest(facts.filter(({ siteId }) => siteId === row.siteId))
    for (const key of partiesOf(facts)) hear(row, key, here?.at ?? null, true)
  }
  for (const row of subscriptions) if (row.partyKey) hear(row, row.partyKey, row.startedAt, true)
  // What was paid outside Stripe is money of the invoice's own person.
  for (const row of invoices) if (row.partyKey) hear(row, row.partyKey, row.paidAt, false)
  // A change of address reaches a customer on every site it was ever seen on, in its own mode.
  const person = ({ teamId, key, livemode }: { teamId: string; key: string; livemode: boolean }) =>
    `${teamId} ${livemode} ${key}`
  const stored = new Map(state.parties.map((party) => [person(party), new Set<string>()]))
  for (const place of places.values()) for (const id of place.connectionIds) stored.get(person(place))?.add(id)
  for (const { teamId, connectionId, objectId, livemode } of eachObject(touched)) {
    const key = objectId.startsWith('mail:') ? objectId : customerKey(connectionId, objectId)
    stored.get(person({ teamId, key, livemode }))?.add(connectionId)
  }
  for (const party of state.parties) {
    const speaking = stored.get(person(party))
    if (speaking && speaking.size > 0) add(party, party.key, null, false, [...speaking])
  }
  for (const { entry, key } of namedBy(commands)) {
    const own = connectionOf(key)
    add(entry, key, null, false, own ? [own] : [])
  }
  addFollowers(places, state, moves)
  return [...places.values()]
}

/** Where something is said. */
type Said = Pick<Place, 'teamId' | 'siteId' | 'livemode'>

const both = (known: Place, place: Place): Place => ({
  ...known,
  connectionIds: [...new Set([...known.connectionIds, ...place.connectionIds])],
  at: earlier(known.at, place.at),
  counts: known.counts || place.counts,
})

/**
 * Who follows somebody whose address may have changed goes along: parties merged into one at hand, and those with the address of
 * a guest a command moves. Only of those whose address or leader may change are they loaded at all.
 */
function addFollowers(places: Map<string, Place>, state: State, moves: ReadonlyMap<string, Move>) {
  const leads = (party: StoredParty) => {
    const guest = party.emailKey === null ? null : placeKey({ ...party, key: guestKey(party.emailKey) })
    const merged = party.movedTo === null ? null : placeKey({ ...party, key: party.movedTo })
    return (merged !== null && places.has(merged)) || (guest !== null && moves.has(guest))
  }
  for (let grew = true; grew; ) {
    const missing = state.parties.filter((party) => !places.has(placeKey(party)) && leads(party))
    for (const party of missing) places.set(placeKey(party), { ...party, connectionIds: [], at: null, counts: false })
    grew = missing.length > 0
  }
}

/** A guest is its address, also on a site where nothing has said it yet: the account was routed there after the payment. */
function withGuestAddress(content: PartyContent, key: string): PartyContent {
  if (content.email || !key.startsWith('mail:')) return content
  const address = key.slice('mail:'.length)
  return { ...content, email: address, emailKey: address }
}

/** A guest's address may be used on several connections, and only winners are loaded: the newer word of both wins. */
function merge(content: PartyContent, stored: StoredParty | undefined, key: string): PartyContent {
  if (!stored || !key.startsWith('mail:')) return content
  // The first that was written stays; one without a time is only the key, which nobody wrote.
  const keepEmail = stored.emailAt !== null && (content.emailAt === null || isLater(content.emailAt, stored.emailAt))
  const merged = {
    ...content,
    ...(keepEmail ? { email: stored.email, emailKey: key.slice('mail:'.length), emailAt: stored.emailAt } : {}),
  }
  for (const [value, at] of newestWins)
    if (isLater(stored[at], content[at])) Object.assign(merged, { [value]: stored[value], [at]: stored[at] })
  return merged
}

/** Fields of a party that follow the newest word, each with its time. */
const newestWins = [
  ['name', 'nameAt'],
  ['userGroup', 'userGroupAt'],
  ['onDelete', 'deletedAt'],
] as const

const isLater = (a: string | null, b: string | null) => a !== null && (b === null || Date.parse(a) > Date.parse(b))
