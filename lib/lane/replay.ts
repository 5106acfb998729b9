import type { Fact } from '@/lib/facts/fact'
import type { Json } from '@/lib/normalize/readers'
import { guestOf } from '@/lib/subscribers/party'
import type { ReadEvent } from './read'

/**
 * Takes away what replayed events told before: they tell it anew, perhaps otherwise, and everything it touched is computed
 * from what is left and what is new.
 */
export function forget(facts: readonly Fact[], events: readonly ReadEvent[]): { kept: Fact[]; replayed: Fact[] } {
  const replays = new Set(
    events.filter(isReplay).map(({ entry }) => teller({ ...entry, eventId: entry.stripeEventId })),
  )
  const [kept, replayed]: [Fact[], Fact[]] = [[], []]
  for (const fact of facts) (replays.has(teller(fact)) ? replayed : kept).push(fact)
  return { kept, replayed }
}

export const isReplay = ({ entry }: ReadEvent) => entry.why === 'replay'

const teller = (by: { teamId: string; connectionId: string; eventId: string; livemode: boolean }) =>
  `${by.teamId} ${by.connectionId} ${by.livemode} ${by.eventId}`

/**
 * Every object a payload may ever have told a fact about: facts are kept by object, so an earlier version's are found under
 * some id or address the payload holds.
 */
export function everyIdIn(object: Json): string[] {
  const found = new Set<string>()
  const open: unknown[] = [object]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string') {
      if (value.includes('@')) {
        const guest = guestOf(value)
        if (guest) found.add(guest)
      } else if (value.length <= 255 && /^[A-Za-z0-9_:.-]+$/.test(value)) found.add(value)
    } else if (typeof value === 'object' && value !== null) open.push(...Object.values(value))
  }
  return [...found]
}
