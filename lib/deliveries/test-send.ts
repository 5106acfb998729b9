import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { catalogueRow } from '@/lib/catalogue'
import type { Actor } from '@/lib/connections/actor'
import { kindOf } from '@/lib/destinations'
import type { Outcome } from '@/lib/destinations/destination'
import { findDestination } from '@/lib/destinations/queries'
import type { Http } from '@/lib/outbound/http'
import type { Exchange } from '@/lib/outbound/record'
import { callingOf } from './call'
import { sample } from './sample'

export interface TestSend {
  outcome: Outcome
  exchanges: Exchange[]
  durationMs: number
}

/**
 * Sends the catalogue's own example of an event, about the given address, and shows what the receiver answers. It is no
 * delivery: it is not kept, not tried again, and does not count in the destination's health. Null: no such destination or event.
 */
export async function testSend(
  { teamId, actor }: { teamId: TeamId; actor: Actor },
  id: string,
  { type, email }: { type: string; email: string },
  guarded: Http,
): Promise<TestSend | null> {
  const destination = await findDestination(teamId, id)
  const kind = destination && kindOf(destination.record.kind)
  if (!destination || !kind || !catalogueRow(type)) return null
  const { record } = destination
  const calling = callingOf(kind, record, guarded, true)
  const started = performance.now()
  const [outcome] = await calling.send([sample(type, record, email)])
  if (!outcome) throw new Error('a test send has no outcome')
  await withTeams(teamId, (tx) =>
    audit(tx, { teamId, actor, action: 'destination.tested', subject: id, detail: { type } }),
  )
  return {
    outcome,
    exchanges: calling.exchanges,
    durationMs: Math.round(performance.now() - started),
  }
}
