import type { PartyEdits } from '@/db/schema/subscribers'
import type { About } from '@/lib/facts/fact'
import { mergeEdits, wordsOf } from '@/lib/subscribers/edits'
import { guestKey, type PartyKey } from '@/lib/subscribers/party'
import type { Command } from './command'
import { placeKey } from './leaders'
import type { ReadCommand } from './read'

/** Where a person wants a party to be, and since when. */
export interface Move {
  /** The party it is the same person as; null = it is itself. */
  to: PartyKey | null
  at: string
}

/** The objects that commands want computed again. */
export const touchedBy = (commands: readonly ReadCommand[]): About[] =>
  ofName(commands, 'refold').flatMap(({ entry, command }) =>
    command.objects.map((objectId) => ({
      teamId: entry.teamId,
      connectionId: entry.connectionId,
      livemode: entry.livemode,
      objectId,
    })),
  )

/** The subscribers whose figures commands want computed again. */
export const toProject = (commands: readonly ReadCommand[]) =>
  ofName(commands, 'project').flatMap(({ entry, command }) =>
    command.subscribers.map((id) => ({ teamId: entry.teamId, id })),
  )

/** The latest word about each party, by its place. */
export function movesIn(commands: readonly ReadCommand[]): Map<string, Move> {
  const moves = new Map<string, Move>()
  for (const { entry, command } of ofName(commands, 'move'))
    for (const key of command.keys) {
      const place = placeKey({ ...entry, key })
      const move = { to: partyIn(command.to), at: entry.created.toISOString() }
      if (isLatest(move, moves.get(place))) moves.set(place, move)
    }
  return moves
}

/** What was said of each party, by its place. */
export function editsIn(commands: readonly ReadCommand[]): Map<string, PartyEdits> {
  const edits = new Map<string, PartyEdits>()
  for (const { entry, command } of ofName(commands, 'edit')) {
    const place = placeKey({ ...entry, key: command.key })
    edits.set(place, mergeEdits(edits.get(place) ?? {}, wordsOf(command, entry.created.toISOString())))
  }
  return edits
}

/** The parties that commands are about, each with the entry that says so. */
export const namedBy = (commands: readonly ReadCommand[]) => [
  ...ofName(commands, 'move').flatMap(({ entry, command }) => command.keys.map((key) => ({ entry, key }))),
  ...ofName(commands, 'edit').map(({ entry, command }) => ({ entry, key: command.key })),
]

/** Commands of before named an address. */
const partyIn = (to: string | null) => (to === null || /^(cus|mail):/.test(to) ? to : guestKey(to))

/** Whether a move is newer than what is known; of two in one millisecond the larger address, so that their order cannot matter. */
export function isLatest(move: Move, known: Move | undefined): boolean {
  if (!known) return true
  const [at, knownAt] = [Date.parse(move.at), Date.parse(known.at)]
  return at === knownAt ? (move.to ?? '') > (known.to ?? '') : at > knownAt
}

export function ofName<Name extends Command['name']>(commands: readonly ReadCommand[], name: Name): Named<Name>[] {
  return commands.filter((read): read is Named<Name> => read.command.name === name)
}

type Named<Name extends Command['name']> = ReadCommand & { command: Extract<Command, { name: Name }> }
