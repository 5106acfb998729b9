import { settledCharge } from '@/lib/ledger/facts'
import { leadsOf } from '@/lib/look-ups/leads'
import { productFacts } from '@/lib/products/facts'
import { restsOnOf, revenueFacts } from '@/lib/revenue/facts'
import { addressOfGuest, connectionOf, customerKey, emailKeyOf, guestKey, personObject } from '@/lib/subscribers/party'
import type { Key } from './load-sql'
import { namedBy, ofName } from './obey'
import type { ReadObject, Reads } from './read'
import { everyIdIn, isReplay } from './replay'

/**
 * The keys to load by: what the entries name. Whom a charge belongs to and
 * where an answer leads is followed inside the statement.
 */
export function wanted(reads: Reads): Record<Key, object[]> {
  const told: ReadObject[] = [...reads.events, ...reads.answers]
  const moves = ofName(reads.commands, 'move')
  const named = namedBy(reads.commands)
  const refolds = ofName(reads.commands, 'refold')
  return {
    entries: unique(
      [...reads.entries, ...reads.events.map(({ entry }) => entry)].map(
        ({ teamId, connectionId, id, siteId, livemode }) => ({
          t: teamId,
          c: connectionId,
          id,
          s: siteId,
          m: livemode,
        }),
      ),
    ),
    types: unique(
      reads.events.map(({ entry, type }) => ({ t: entry.teamId, s: entry.siteId, m: entry.livemode, ty: type })),
    ),
    // All facts of a charge, of a guest's payment and of what leads to a person: they are few. And of what is told anew.
    whole: unique([
      ...told.flatMap((read) => objects(read, ledTo(read))),
      ...reads.answers.flatMap((read) => (read.about.object === 'customer' ? [] : objects(read, [read.about.id]))),
      ...told.flatMap((read) => objects(read, [settledCharge(read.object)])),
      ...reads.events.filter(isReplay).flatMap((read) => objects(read, everyIdIn(read.object))),
      ...refolds.flatMap((read) => objects(read, read.command.objects)),
    ]),
    // Of a person or a subscription only the winners: these objects collect facts for years.
    persons: unique([
      ...told.flatMap((read) => objects(read, [read.person.customer_id, guestOf(read)])),
      ...named.flatMap(({ entry, key }) => {
        const connectionId = connectionOf(key)
        return connectionId ? objects({ entry: { ...entry, connectionId } }, [personObject(key)]) : []
      }),
    ]),
    states: unique(
      told.flatMap((read) =>
        objects(
          read,
          revenueFacts(read).map((fact) => fact.objectId),
        ),
      ),
    ),
    parties: unique([
      ...told.flatMap((read) => partyKeys(read).map((k) => ({ t: read.entry.teamId, k }))),
      ...named.map(({ entry, key }) => ({ t: entry.teamId, k: key })),
      ...moves.flatMap(({ entry, command }) => (command.to ? [{ t: entry.teamId, k: command.to }] : [])),
    ]),
    addresses: unique([
      ...told.flatMap((read) => {
        const { email } = read.person
        return email ? [{ t: read.entry.teamId, k: emailKeyOf(email) }] : []
      }),
      ...[...named, ...moves.map(({ entry, command }) => ({ entry, key: command.to ?? '' }))].flatMap(
        ({ entry, key }) => {
          const address = addressOfGuest(key)
          return address ? [{ t: entry.teamId, k: address }] : []
        },
      ),
    ]),
    // What is sold: only winners, of what is named now; what a stored subscription rests on is followed inside.
    sold: unique([
      ...told.flatMap((read) => objects(read, soldIn(read))),
      ...reads.answers.flatMap((read) => objects(read, [read.about.id])),
    ]),
    // Whose address may change, so that who follows them goes along.
    moving: unique([
      ...told.flatMap((read) => {
        const { email } = read.person
        return email
          ? partyKeys(read).map((k) => ({ t: read.entry.teamId, k, a: emailKeyOf(email) as string | null }))
          : []
      }),
      ...moves.flatMap(({ entry, command }) => command.keys.map((k) => ({ t: entry.teamId, k, a: null }))),
    ]),
  }
}

const objects = ({ entry }: Pick<ReadObject, 'entry'>, ids: readonly (string | null)[]) =>
  ids.flatMap((id) => (id ? [{ t: entry.teamId, c: entry.connectionId, o: id, m: entry.livemode }] : []))

function ledTo(read: ReadObject): string[] {
  const { customer: _, ...leads } = leadsOf(read)
  return Object.values(leads)
}

const soldIn = (read: ReadObject) => [
  ...productFacts(read.object, read.type).map((fact) => fact.objectId),
  ...revenueFacts(read).flatMap(restsOnOf),
]

function guestOf(read: ReadObject): string | null {
  const { email } = read.person
  return email ? guestKey(emailKeyOf(email)) : null
}

function partyKeys(read: ReadObject): string[] {
  const customer = read.person.customer_id
  const guest = guestOf(read)
  return [...(customer ? [customerKey(read.entry.connectionId, customer)] : []), ...(guest ? [guest] : [])]
}

/** Each key once; they are strings and a boolean in the same order in every row. */
function unique<T extends object>(rows: T[]): T[] {
  const once = new Map<string, T>()
  for (const row of rows) {
    let key = ''
    for (const field in row) key += `${row[field]} `
    once.set(key, row)
  }
  return [...once.values()]
}
