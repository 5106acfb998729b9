import { z } from 'zod'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import { type NewEntry, nowhere } from '@/lib/inbox/entries'
import { personChange } from '@/lib/subscribers/change'

/** What one command may name; more is several commands. */
export const mostIds = 1_000

/** A guest's party key holds an address of up to 320 characters. */
const key = z.string().min(1).max(512)
const ids = z.array(key).max(mostIds)

/**
 * What can be asked of the lane, which alone writes state:
 * - `refold`: compute what is kept of these Stripe objects, and their people's figures, again from the facts;
 * - `project`: compute the figures of these subscribers again;
 * - `move`: a person says these parties are the same person as another party, or (`to: null`) each itself;
 * - `edit`: a flow or a person says something of this party: tags, fields, its group, whether it wants mail.
 */
const commandSchema = z.object({
  command: z.discriminatedUnion('name', [
    z.object({ name: z.literal('refold'), objects: ids }),
    z.object({ name: z.literal('project'), subscribers: ids }),
    z.object({ name: z.literal('move'), keys: ids, to: z.string().max(512).nullable() }),
    z.object({ name: z.literal('edit'), key, ...personChange.shape }),
  ]),
})

export type Command = z.infer<typeof commandSchema>['command']

/** Where a command belongs. Only `refold` is about one connection, only `move` and `edit` about one site and mode. */
export interface CommandPlace {
  teamId: TeamId
  connectionId?: string
  siteId?: SiteId
  livemode?: boolean
}

/** The command in an entry's body; null for what no version of Sluice wrote. */
export function commandIn(payload: unknown): Command | null {
  return commandSchema.safeParse(payload).data?.command ?? null
}

/** What an entry's key is made of for a command's. */
export const commandKey = (key: string) => `command:${key}`

/** A command as an inbox entry. Throws for one the lane would not understand: whoever asked must hear of it. With the same `key` it is written once; without, every call is a command of its own. */
export function commandEntry(place: CommandPlace, command: Command, key?: string): NewEntry {
  const id = newId()
  return {
    teamId: place.teamId,
    id,
    kind: 'command',
    connectionId: place.connectionId ?? nowhere,
    siteId: place.siteId ?? (nowhere as SiteId),
    livemode: place.livemode ?? true,
    key: commandKey(key ?? id),
    type: `command.${command.name}`,
    // People say things on several machines, and the newest word wins: so all are dated by one clock.
    created: null,
    body: commandSchema.parse({ command }),
  }
}
