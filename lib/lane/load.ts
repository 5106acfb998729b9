import type { SavedSetting } from '@/lib/connections/effective-setting'
import { type Fact, storedFact } from '@/lib/facts/fact'
import type { LaneClient } from './client'
import { inputs, loadSql } from './load-sql'
import type { Reads } from './read'
import type {
  KnownEvent,
  State,
  StoredConnection,
  StoredDestination,
  StoredFlow,
  StoredParty,
  StoredSite,
  StoredSubscriber,
} from './state'
import { wanted } from './wanted'

/** Round trip 3: everything the fold may look at, in one tagged statement. */
export async function load(client: LaneClient, reads: Reads): Promise<State> {
  const { rows } = await client.query<Tagged>({
    name: 'load',
    text: loadSql,
    values: inputs.values(wanted(reads)),
  })
  const state: State = {
    connections: new Map(),
    sites: new Map(),
    settings: new Map(),
    known: new Map(),
    facts: [],
    parties: [],
    people: [],
    destinations: [],
    flows: [],
  }
  for (const row of rows) put(state, row)
  return state
}

type Tagged =
  | { tag: 'connection'; row: StoredConnection }
  | { tag: 'site'; row: StoredSite }
  | { tag: 'setting'; row: SavedSetting & { connectionId: string; type: string } }
  | { tag: 'event'; row: KnownEvent & { id: string } }
  | { tag: 'fact'; row: Fact }
  | { tag: 'party'; row: StoredParty }
  | { tag: 'person'; row: StoredSubscriber }
  | { tag: 'destination'; row: StoredDestination }
  | { tag: 'flow'; row: StoredFlow }

function put(state: State, { tag, row }: Tagged) {
  switch (tag) {
    case 'connection':
      return state.connections.set(row.id, row)
    case 'site':
      return state.sites.set(row.id, row)
    case 'setting':
      return state.settings.set(`${row.connectionId} ${row.type}`, row)
    case 'event':
      return state.known.set(row.id, row)
    case 'fact':
      return state.facts.push(storedFact(row))
    case 'party':
      return state.parties.push(row)
    case 'person':
      return state.people.push(row)
    case 'destination':
      return state.destinations.push(row)
    case 'flow':
      return state.flows.push(row)
  }
}
