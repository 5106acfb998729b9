import type { EventStory } from './story'

interface Moment {
  what: string
  at: string | null
  after?: string | undefined
}

/** The steps of an event's way with the time each took; one that is still to come has no time. */
export function momentsOf(story: EventStory): Moment[] {
  const occurred = story.event?.occurredAt ?? null
  const moments: Moment[] = occurred ? [{ what: 'Happened at Stripe', at: occurred.toISOString() }] : []
  moments.push({ what: 'Received and kept', at: story.receivedAt.toISOString() })
  const after = story.appliedAt
    ? `${tookWords(story.appliedAt.getTime() - story.receivedAt.getTime())} later`
    : undefined
  moments.push({ what: outcome[story.status], at: story.appliedAt?.toISOString() ?? null, after })
  return moments
}

/** A duration as it is measured: "38 ms", "1.2 s", "4 min". Clocks of two machines may disagree: never below zero. */
export function tookWords(milliseconds: number): string {
  const took = Math.max(0, Math.round(milliseconds))
  if (took < 1_000) return `${took} ms`
  if (took < 60_000) return `${(took / 1_000).toFixed(1)} s`
  if (took < 3_600_000) return `${Math.floor(took / 60_000)} min`
  return `${Math.floor(took / 3_600_000)} h`
}

const outcome: Record<EventStory['status'], string> = {
  received: 'Applied to the subscriber and lifetime value',
  processed: 'Applied to the subscriber and lifetime value',
  waiting: 'Put aside until its person is known',
  switched_off: 'Kept, not used',
  ignored: 'Kept, not used',
  failed: 'Could not be used',
  dead: 'Given up',
}

/** How a reason is shown beside a status: what needs someone is warm, what is in order is calm. */
export function statusTone(status: EventStory['status']) {
  if (status === 'failed' || status === 'dead') return 'bad' as const
  return status === 'waiting' ? ('warn' as const) : ('info' as const)
}
