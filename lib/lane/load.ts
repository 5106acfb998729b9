import type { SavedSetting } from '@/lib/connections/effective-setting'
import type { Fact } from '@/lib/facts/fact'
import { customerKey, emailKeyOf, guestKey } from '@/lib/subscribers/party'
import type { LaneClient } from './client'
import { loadSql } from './load-sql'
import type { ReadEntry } from './read'
import type { State, StoredConnection, StoredParty, StoredSubscriber } from './state'

/** Round trip 3: everything the fold may look at, in one tagged statement. */
export async function load(client: LaneClient, entries: readonly ReadEntry[]): Promise<State> {
  const { rows } = await client.query<Tagged>({
    name: 'load',
    text: loadSql,
    values: wanted(entries).map((keys) => JSON.stringify(keys)),
  })
  const state: State = {
    connections: new Map(),
    sites: new Set(),
    settings: new Map(),
    known: new Map(),
    facts: [],
    parties: [],
    people: [],
  }
  for (const row of rows) put(state, row)
  return state
}

type Tagged =
  | { tag: 'connection'; row: StoredConnection }
  | { tag: 'site'; row: { id: string } }
  | { tag: 'setting'; row: SavedSetting & { connectionId: string; type: string } }
  | { tag: 'event'; row: { id: string; status: never; decision: never } }
  | { tag: 'fact'; row: Fact }
  | { tag: 'party'; row: StoredParty }
  | { tag: 'person'; row: StoredSubscriber }

function put(state: State, { tag, row }: Tagged) {
  switch (tag) {
    case 'connection':
      return state.connections.set(row.id, row)
    case 'site':
      return state.sites.add(row.id)
    case 'setting':
      return state.settings.set(`${row.connectionId} ${row.type}`, row)
    case 'event':
      return state.known.set(row.id, row)
    case 'fact':
      return state.facts.push(row)
    case 'party':
      return state.parties.push(row)
    case 'person':
      return state.people.push(row)
  }
}

/**
 * The keys to load by, in the order of the statement's parameters: what the entries name. Whom a charge belongs to is
 * followed inside the statement.
 */
function wanted(entries: readonly ReadEntry[]) {
  return [
    entries.map(({ entry }) => ({
      t: entry.teamId,
      c: entry.connectionId,
      id: entry.id,
      s: entry.siteId,
      m: entry.livemode,
    })),
    // All facts of a charge, and of a guest's payment: they are few.
    unique(
      entries.flatMap((e) => [e.normalized.charge_id, e.normalized.payment_intent_id].flatMap((id) => object(e, id))),
    ),
    // Of a person or a subscription only the winners: these objects collect facts for years.
    unique(entries.flatMap((e) => [...object(e, e.normalized.subscriber.customer_id), ...object(e, guestOf(e))])),
    unique(entries.flatMap((e) => (e.object.object === 'subscription' ? object(e, e.normalized.subscription_id) : []))),
    unique(entries.flatMap((e) => partyKeys(e).map((k) => ({ t: e.entry.teamId, k })))),
    unique(
      entries.flatMap((e) =>
        e.normalized.subscriber.email ? [{ t: e.entry.teamId, k: emailKeyOf(e.normalized.subscriber.email) }] : [],
      ),
    ),
  ]
}

const object = ({ entry }: ReadEntry, id: string | null) =>
  id ? [{ t: entry.teamId, c: entry.connectionId, o: id, m: entry.livemode }] : []

const guestOf = ({ normalized }: ReadEntry) =>
  normalized.subscriber.email ? guestKey(emailKeyOf(normalized.subscriber.email)) : null

function partyKeys(read: ReadEntry): string[] {
  const customer = read.normalized.subscriber.customer_id
  const guest = guestOf(read)
  return [...(customer ? [customerKey(read.entry.connectionId, customer)] : []), ...(guest ? [guest] : [])]
}

function unique<T extends object>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [Object.values(row).join(' '), row])).values()]
}
