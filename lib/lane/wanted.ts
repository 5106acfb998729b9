import { settledCharge } from '@/lib/ledger/facts'
import { leadsOf } from '@/lib/look-ups/leads'
import { catalogueFacts } from '@/lib/products/facts'
import { restsOnOf, revenueFacts } from '@/lib/revenue/facts'
import { personOf } from '@/lib/subscribers/aside'
import { addressOfGuest, connectionOf, customerKey, emailKeyOf, guestKey, personObject } from '@/lib/subscribers/party'
import { ofName } from './obey'
import type { ReadObject, Reads } from './read'
import { everyIdIn, isReplay } from './replay'

/**
 * The keys to load by, in the order of the statement's parameters: what the entries name. Whom a charge belongs to and
 * where an answer leads is followed inside the statement.
 */
export function wanted(reads: Reads) {
  const told: ReadObject[] = [...reads.events, ...reads.answers]
  const moves = ofName(reads.commands, 'move')
  const refolds = ofName(reads.commands, 'refold')
  return [
    unique(
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
    // All facts of a charge, of a guest's payment and of what leads to a person: they are few. And of what is told anew.
    unique([
      ...told.flatMap((read) => objects(read, ledTo(read))),
      ...reads.answers.flatMap((read) => (read.about.object === 'customer' ? [] : objects(read, [read.about.id]))),
      ...told.flatMap((read) => objects(read, [settledCharge(read.object)])),
      ...reads.events.filter(isReplay).flatMap((read) => objects(read, everyIdIn(read.object))),
      ...refolds.flatMap((read) => objects(read, read.command.objects)),
    ]),
    // Of a person or a subscription only the winners: these objects collect facts for years.
    unique([
      ...told.flatMap((read) => objects(read, [personOf(read).customer_id, guestOf(read)])),
      ...moves.flatMap(({ entry, command }) =>
        command.keys.flatMap((key) => {
          const connectionId = connectionOf(key)
          return connectionId ? objects({ entry: { ...entry, connectionId } }, [personObject(key)]) : []
        }),
      ),
    ]),
    unique(
      told.flatMap((read) =>
        objects(
          read,
          revenueFacts(read).map((fact) => fact.objectId),
        ),
      ),
    ),
    unique([
      ...told.flatMap((read) => partyKeys(read).map((k) => ({ t: read.entry.teamId, k }))),
      ...moves.flatMap(({ entry, command }) =>
        [...command.keys, ...(command.to ? [command.to] : [])].map((k) => ({ t: entry.teamId, k })),
      ),
    ]),
    unique([
      ...told.flatMap((read) => {
        const { email } = personOf(read)
        return email ? [{ t: read.entry.teamId, k: emailKeyOf(email) }] : []
      }),
      ...moves.flatMap(({ entry, command }) =>
        [command.to, ...command.keys]
          .map((key) => key && addressOfGuest(key))
          .flatMap((k) => (k ? [{ t: entry.teamId, k }] : [])),
      ),
    ]),
    // What is sold: only winners, of what is named now; what a stored subscription rests on is followed inside.
    unique([
      ...told.flatMap((read) => objects(read, soldIn(read))),
      ...reads.answers.flatMap((read) => objects(read, [read.about.id])),
    ]),
    // Whose address may change, so that who follows them goes along.
    unique([
      ...told.flatMap((read) => {
        const { email } = personOf(read)
        return email
          ? partyKeys(read).map((k) => ({ t: read.entry.teamId, k, a: emailKeyOf(email) as string | null }))
          : []
      }),
      ...moves.flatMap(({ entry, command }) => command.keys.map((k) => ({ t: entry.teamId, k, a: null }))),
    ]),
  ]
}

const objects = ({ entry }: Pick<ReadObject, 'entry'>, ids: readonly (string | null)[]) =>
  ids.flatMap((id) => (id ? [{ t: entry.teamId, c: entry.connectionId, o: id, m: entry.livemode }] : []))

function ledTo(read: ReadObject): string[] {
  const { customer: _, ...leads } = leadsOf(read)
  return Object.values(leads)
}

const soldIn = (read: ReadObject) => [
  ...catalogueFacts(read.object, read.type).map((fact) => fact.objectId),
  ...revenueFacts(read).flatMap(restsOnOf),
]

function guestOf(read: ReadObject): string | null {
  const { email } = personOf(read)
  return email ? guestKey(emailKeyOf(email)) : null
}

function partyKeys(read: ReadObject): string[] {
  const customer = personOf(read).customer_id
  const guest = guestOf(read)
  return [...(customer ? [customerKey(read.entry.connectionId, customer)] : []), ...(guest ? [guest] : [])]
}

function unique<T extends object>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [Object.values(row).join(' '), row])).values()]
}
