import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { failureOf } from '@/db/failure'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { subscribers } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import { type Page, type PageRequest, pageOf } from '@/lib/paging'
import { formerTags } from './edits'
import { currentSubscribers, customerOf, partiesOf, type SubscriberRecord, subscribersWithEmail } from './read-people'
import { matching } from './read-search'

export interface SubscriberFilter {
  siteId: SiteId
  /** Missing = both modes, each row says which. Pages always name one. */
  livemode?: boolean | undefined
  /** Exactly this address; compared trimmed and without case. */
  email?: string | undefined
  /** What someone typed: the start of an address, a part of a name, or a Stripe customer id. */
  search?: string | undefined
}

export interface SubscriberRow {
  id: string
  record: SubscriberRecord
  /** Stripe customers that are this person, of whatever connection. */
  customerIds: string[]
  /** Tags they had: what knows tags elsewhere takes them away there. */
  formerTags: string[]
}

/** The people of a site, newest first. Merged ones are their survivor, deleted ones are not shown. */
export function listSubscribers(
  teamId: TeamId,
  filter: SubscriberFilter,
  page: PageRequest,
): Promise<Page<SubscriberRow>> {
  return withTeams(teamId, async (tx) => {
    if (filter.search) await tx.execute(sql`set local statement_timeout = '2s'`)
    const found =
      filter.email === undefined
        ? await newestSubscribers(tx, teamId, filter, page)
        : await withAddress(tx, teamId, filter, filter.email)
    const { rows, next } = pageOf(found, page.limit)
    return { rows: await withCustomers(tx, teamId, rows), next }
  }).catch((error: unknown) => {
    throw failureOf(error) === 'canceled' ? new SearchTooSlow({ cause: error }) : error
  })
}

/** No index knows the middle of a name; on a very large site a vague search is ended after two seconds (DA-06). */
export class SearchTooSlow extends Error {
  constructor(options: ErrorOptions) {
    super('the search took longer than two seconds', options)
  }
}

/** One subscriber; a merged id answers with its survivor, a deleted or unknown one with null. */
export function findSubscriber(teamId: TeamId, id: string): Promise<SubscriberRow | null> {
  return withTeams(teamId, async (tx) => {
    const record = (await currentSubscribers(tx, teamId, [id])).get(id)
    if (!record) return null
    const [row] = await withCustomers(tx, teamId, [record])
    return row ?? null
  })
}

/** An address is one person a mode at most: no paging, no order to keep. */
async function withAddress(tx: Tx, teamId: TeamId, { siteId, livemode }: SubscriberFilter, email: string) {
  const ids = await subscribersWithEmail(tx, teamId, siteId, email)
  const people = await currentSubscribers(tx, teamId, ids)
  return [...people.values()].filter((person) => livemode === undefined || person.livemode === livemode)
}

/** As with events: the top of each mode's own index range, then merged. */
async function newestSubscribers(tx: Tx, teamId: TeamId, filter: SubscriberFilter, { cursor, limit }: PageRequest) {
  const search = filter.search?.trim()
  const modes = filter.livemode === undefined ? [true, false] : [filter.livemode]
  const found: SubscriberRecord[] = []
  for (const livemode of modes) {
    const wanted: (SQL | undefined)[] = [
      eq(subscribers.teamId, teamId),
      eq(subscribers.siteId, filter.siteId),
      eq(subscribers.livemode, livemode),
      isNull(subscribers.deletedAt),
      isNull(subscribers.mergedInto),
      cursor === undefined ? undefined : lt(subscribers.id, cursor),
      search ? matching(teamId, search) : undefined,
    ]
    found.push(
      ...(await tx
        .select()
        .from(subscribers)
        .where(and(...wanted))
        .orderBy(desc(subscribers.id))
        .limit(limit + 1)),
    )
  }
  return found.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit + 1)
}

export async function withCustomers(
  tx: Tx,
  teamId: TeamId,
  records: readonly SubscriberRecord[],
): Promise<SubscriberRow[]> {
  const parties = await partiesOf(
    tx,
    teamId,
    records.map((record) => record.id),
  )
  return records.map((record) => {
    const theirs = parties.filter((party) => party.subscriberId === record.id)
    return {
      id: record.id,
      record,
      customerIds: theirs.flatMap((party) => customerOf(party.key) ?? []).sort(),
      formerTags: formerTags(theirs.flatMap(({ tags }) => (tags ? [tags] : []))),
    }
  })
}
