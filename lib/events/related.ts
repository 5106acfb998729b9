import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { type EventStatus, events } from '@/db/schema/events'
import { derivedRowsOf } from '@/lib/catalogue'
import { derivedId } from '@/lib/lane/derived'
import { labelOf } from './sentence'

export interface RelatedEvent {
  id: string
  type: string
  label: string
}

/** What one webhook became: the events derived from this one, or the one this was derived from. */
export interface Related {
  /** `counts`: it is switched on and not left out, so money, plan and people are told by it. */
  base: (RelatedEvent & { counts: boolean }) | null
  derived: RelatedEvent[]
}

/** Derived events have ids that follow from their base's, so both ways are reads by key. */
export async function relatedTo(
  tx: Tx,
  teamId: TeamId,
  { id, type, derivedFrom }: { id: string; type: string; derivedFrom: string | null },
): Promise<Related> {
  const below = derivedRowsOf(type).map((row) => derivedId(id, row.type))
  const ids = [...(derivedFrom ? [derivedFrom] : []), ...below]
  if (ids.length === 0) return { base: null, derived: [] }
  const rows = await tx
    .select({ id: events.id, type: events.type, status: events.status })
    .from(events)
    .where(and(eq(events.teamId, teamId), inArray(events.id, ids)))
  const named = rows.map(({ status, ...row }) => ({ ...row, label: labelOf(row.type), counts: counting.has(status) }))
  return {
    base: named.find((row) => row.id === derivedFrom) ?? null,
    derived: named.flatMap(({ counts: _, ...row }) => (row.id === derivedFrom ? [] : [row])),
  }
}

const counting: ReadonlySet<EventStatus> = new Set(['processed', 'waiting'])
