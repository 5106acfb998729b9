import { catalogueRow } from '@/lib/catalogue'
import { type Concerned, type Decided, decisionWords } from './decision-words'
import type { EventStory } from './story'

interface Moment {
  what: string
  at: string | null
  after?: string | undefined
}

/** What was decided about it, in sentences that are true of this very event. */
export function effectOf({ decision, reason, names, type, event, related, countedLater }: EventStory): Decided[] {
  const nobody = nobodyOf(type)
  const named = event?.body.subscriber.name != null
  return decisionWords(decision, reason, names, {
    ...(nobody ? { nobody } : {}),
    named,
    base: related.base,
    countedLater,
  })
}

function nobodyOf(type: string): Concerned['nobody'] | null {
  const row = catalogueRow(type)
  if (!row || row.person) return null
  if (row.group === 'connection') return row.touches.length > 0 ? 'connection' : 'nothing'
  return row.touches.length > 0 ? 'plans' : 'nothing'
}

/** The steps of an event's way with the time each took; one that is still to come has no time. */
export function momentsOf(story: EventStory): Moment[] {
  const occurred = story.event?.occurredAt ?? null
  const moments: Moment[] = occurred ? [{ what: 'Happened at Stripe', at: occurred.toISOString() }] : []
  moments.push({ what: 'Received and kept', at: story.receivedAt.toISOString() })
  const after = story.appliedAt
    ? `${tookWords(story.appliedAt.getTime() - story.receivedAt.getTime())} later`
    : undefined
  moments.push({ what: outcomeOf(story), at: story.appliedAt?.toISOString() ?? null, after })
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

function outcomeOf({ status, type, related }: EventStory): string {
  if (status !== 'processed' && status !== 'received') return outcome[status]
  const nobody = nobodyOf(type)
  if (nobody) return applied[nobody]
  return related.base ? 'Recorded for the subscriber' : outcome[status]
}

const applied = {
  plans: 'Applied to plans and recurring revenue',
  connection: 'Applied to the connection',
  nothing: 'Recorded; it changes nothing',
} as const

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
