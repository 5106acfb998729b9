import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { allowedByEnv } from '@/lib/outbound/allowed'
import { type Blocker, blockersOf } from './blockers'
import type { FlowDefinition } from './definition'
import { readable } from './header-values'
import type { FlowDetail, FlowRecord } from './queries'

/** What stands in the way of publishing a flow's draft. */
export const blockersOfFlow = ({ record, draft }: Pick<FlowDetail, 'record' | 'draft'>): Promise<Blocker[]> =>
  withTeams(record.teamId, (tx) =>
    blockersIn(tx, record, readable(draft, { teamId: record.teamId, flowId: record.id })),
  )

/** `draft` opened. A destination may go at any time, so those that are there are looked up whenever somebody asks. */
export async function blockersIn(
  tx: Tx,
  { teamId, siteId, livemode }: Pick<FlowRecord, 'teamId' | 'siteId' | 'livemode'>,
  draft: FlowDefinition,
): Promise<Blocker[]> {
  const there = await tx
    .select({ id: destinations.id })
    .from(destinations)
    .where(
      and(
        eq(destinations.teamId, teamId),
        eq(destinations.siteId, siteId),
        eq(destinations.livemode, livemode),
        isNull(destinations.deletedAt),
      ),
    )
  return blockersOf(draft, { destinations: there.map(({ id }) => id), allowed: allowedByEnv() })
}
