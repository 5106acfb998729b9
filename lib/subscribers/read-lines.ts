import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { events } from '@/db/schema/events'
import { facts } from '@/db/schema/facts'
import { withTeams } from '@/db/tenant'
import { toldBy } from '@/lib/facts/told-by'
import { type CountedLine, countedLinesOf, cursorOf } from '@/lib/ledger/queries'
import type { Page } from '@/lib/paging'
import { factWords } from './fact-words'
import type { MoneyFact } from './money-changes'
import type { SubscriberRecord } from './read-people'

/** A dated statement behind a line, with the event it came from; null when Stripe was asked, or the event is gone. */
export interface LineFact extends MoneyFact {
  words: string
}

/** One line of a lifetime value with the facts it rests on, oldest first. */
export interface LedgerLine extends CountedLine {
  facts: LineFact[]
}

/** A page of the lines of somebody's lifetime value, the last paid first. */
export function ledgerPage(
  teamId: TeamId,
  person: SubscriberRecord,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<LedgerLine>> {
  return withTeams(teamId, async (tx) => {
    const found = await countedLinesOf(tx, teamId, { person, limit: page.limit + 1, after: page.cursor })
    const shown = found.slice(0, page.limit)
    const last = found.length > page.limit ? shown.at(-1) : undefined
    return { rows: await withFacts(tx, teamId, person.livemode, shown), next: last ? cursorOf(last) : null }
  })
}

export async function withFacts(
  tx: Tx,
  teamId: TeamId,
  livemode: boolean,
  lines: readonly CountedLine[],
): Promise<LedgerLine[]> {
  const told: Awaited<ReturnType<typeof factsOf>> = []
  for (const group of byConnection(lines)) told.push(...(await factsOf(tx, teamId, livemode, group)))
  return lines.map((line) => ({
    ...line,
    facts: told
      .filter((fact) => fact.connectionId === line.connectionId && fact.objectId === line.id)
      .map(({ at, aspect, value, stripeEventId, eventId }) => ({
        at,
        aspect,
        value,
        stripeEventId,
        eventId,
        words: factWords(aspect, value, line.currency),
      })),
  }))
}

interface Group {
  connectionId: string
  ids: string[]
}

function byConnection(lines: readonly CountedLine[]): Group[] {
  const groups = new Map<string, string[]>()
  for (const { connectionId, id } of lines) groups.set(connectionId, [...(groups.get(connectionId) ?? []), id])
  return [...groups].map(([connectionId, ids]) => ({ connectionId, ids }))
}

/** The aspects that are money; whose a charge is and what was asked about it are none. */
const isMoney = sql`(${facts.aspect} in ('charge', 'settled', 'invoice')
  or ${facts.aspect} ~ '^(refund|withdrawn|reinstated|off_stripe):')`

function factsOf(tx: Tx, teamId: TeamId, livemode: boolean, { connectionId, ids }: Group) {
  return tx
    .select({
      connectionId: facts.connectionId,
      objectId: facts.objectId,
      aspect: facts.aspect,
      at: facts.at,
      value: facts.value,
      stripeEventId: facts.eventId,
      eventId: events.id,
    })
    .from(facts)
    .leftJoin(events, toldBy)
    .where(
      and(
        eq(facts.teamId, teamId),
        eq(facts.connectionId, connectionId),
        inArray(facts.objectId, ids),
        eq(facts.livemode, livemode),
        isMoney,
      ),
    )
    .orderBy(facts.at, facts.rank, facts.eventId)
}
