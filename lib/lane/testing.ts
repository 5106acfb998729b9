import { createHmac } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { sites } from '@/db/schema/sites'
import { teams } from '@/db/schema/teams'
import { enterTeams } from '@/db/tenant'
import { receive } from '@/lib/inbox/receive'
import { applyBatch } from '@/lib/pipeline'
import { LaneClient } from './client'

/** For tests that cross the pipeline: a team with a site and a connection, a signed door, and a lane to empty. */

export const testSecret = 'whsec_only_for_tests'

export interface Place {
  teamId: TeamId
  siteId: SiteId
  connectionId: string
  account: string
}

/** A team with one site and one connected Stripe account, routed as the OAuth callback would. */
export async function connectedTeam(
  given: { account?: string; livemode?: boolean; teamId?: TeamId; connectedAt?: Date } = {},
): Promise<Place> {
  process.env.STRIPE_WEBHOOK_SECRETS = testSecret
  const account = given.account ?? `acct_${newId().replaceAll('-', '')}`
  const teamId = given.teamId ?? (newId() as TeamId)
  const [siteId, connectionId] = [newId() as SiteId, newId()]
  const livemode = given.livemode ?? true
  const connectedAt = given.connectedAt ?? new Date(Date.now() - 60_000)
  await db.transaction(async (tx) => {
    if (!given.teamId) await tx.insert(teams).values({ id: teamId, name: 'Test team' })
    await enterTeams(tx, [teamId])
    await tx.insert(sites).values({ teamId, id: siteId, name: 'Main' })
    await tx.insert(connections).values({
      teamId,
      id: connectionId,
      siteId,
      stripeAccount: account,
      livemode,
      kind: 'oauth',
      name: 'Test shop',
      state: 'connected',
      connectedAt,
    })
    await tx.execute(
      sql`select sluice_claim_route(${account}, ${livemode}, ${teamId}, ${connectionId}, ${siteId}, ${connectedAt.toISOString()}, null)`,
    )
  })
  return { teamId, siteId, connectionId, account }
}

/** Adds a site to a team. */
export async function addSite({ teamId }: Place, name: string): Promise<SiteId> {
  const id = newId() as SiteId
  await db.transaction(async (tx) => {
    await enterTeams(tx, [teamId])
    await tx.insert(sites).values({ teamId, id, name })
  })
  return id
}

/** Routes a connection to another site, as its settings page does. */
export async function routeTo({ teamId, connectionId }: Place, siteId: SiteId) {
  await db.transaction(async (tx) => {
    await enterTeams(tx, [teamId])
    await tx.execute(sql`update connections set site_id = ${siteId} where team_id = ${teamId} and id = ${connectionId}`)
    await tx.execute(
      sql`update routes set site_id = ${siteId} where team_id = ${teamId} and connection_id = ${connectionId}`,
    )
  })
}

/** Posts bytes with a right signature; the answer's status. */
export async function postBytes(
  body: Uint8Array | string,
  secret = testSecret,
  timestamp = Math.floor(Date.now() / 1000),
) {
  const bytes = Buffer.from(body)
  return (await receive(bytes, signatureOf(bytes, secret, timestamp), { kind: 'platform' })).status
}

/** Stripe: v1 is the hex HMAC-SHA256 of `<t>.<raw body>` under the whole secret. */
export function signatureOf(bytes: Uint8Array, secret = testSecret, timestamp = Math.floor(Date.now() / 1000)) {
  return `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(bytes).digest('hex')}`
}

export const post = (event: object, secret?: string) => postBytes(JSON.stringify(event), secret)

/** Applies until nothing is open, `limit` entries at a time; returns how many entries were applied. */
export async function applyAll(limit?: number, lane?: LaneClient): Promise<number> {
  const client = lane ?? (await borrowed())
  let total = 0
  try {
    for (;;) {
      const open = (await client.openLanes<{ team_id: TeamId }>(32)).map((row) => row.team_id)
      if (open.length === 0) return total
      total += (await applyBatch(client, open, limit)).entries
    }
  } finally {
    if (!lane) idle.push({ url: process.env.DATABASE_URL, client })
  }
}

/** Connections of this file between two uses: to connect, and to plan the lane's statements, takes longer than to apply. */
const idle: { url: string | undefined; client: LaneClient }[] = []

async function borrowed(): Promise<LaneClient> {
  for (let one = idle.pop(); one; one = idle.pop()) {
    const isAlive = one.url === process.env.DATABASE_URL && (await one.client.openLanes(1).catch(() => null))
    if (isAlive) return one.client
    await one.client.close()
  }
  return LaneClient.connect()
}

/** Lets the lane work beside `work`, which waits for it. */
export async function withLane(work: Promise<void>, lane?: LaneClient) {
  let isDone = false
  const worked = work.finally(() => {
    isDone = true
  })
  while (!isDone) if ((await applyAll(undefined, lane)) === 0) await new Promise((go) => setTimeout(go, 20))
  await worked
  await applyAll(undefined, lane)
}

/** Reads as one team, through row-level security. */
export async function rowsOf<Row extends Record<string, unknown> = Record<string, unknown>>(
  { teamId }: Pick<Place, 'teamId'>,
  query: SQL,
): Promise<Row[]> {
  return db.transaction(async (tx) => {
    await enterTeams(tx, [teamId])
    const { rows } = await tx.execute<Row>(query)
    return rows as Row[]
  })
}
