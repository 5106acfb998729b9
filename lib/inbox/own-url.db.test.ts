import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { enterTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, post, rowsOf, signatureOf, testSecret } from '@/lib/lane/testing'
import { charge, ledgerOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { encrypt } from '@/lib/secrets'
import { closeReceiver } from './node-http'
import { receive } from './receive'

useTestDatabase()
afterAll(closeReceiver)

describe('a connection’s own URL', () => {
  const ownSecret = 'whsec_of_this_tenant'

  /** A connection with its own URL, as the key form will make it. */
  async function withOwnUrl() {
    const place = await connectedTeam()
    const endpointKey = place.connectionId.replaceAll('-', '')
    const at = { teamId: place.teamId, table: 'connections', row: place.connectionId, column: 'signing_secrets' }
    const secrets = JSON.stringify([
      { secret: encrypt(ownSecret, at) },
      { secret: encrypt('whsec_rolled', at), expiresAt: new Date(Date.now() + 60_000).toISOString() },
      { secret: encrypt('whsec_expired', at), expiresAt: new Date(Date.now() - 60_000).toISOString() },
    ])
    await db.transaction(async (tx) => {
      await enterTeams(tx, [place.teamId])
      await tx.execute(
        sql`update connections set kind = 'key', endpoint_key = ${endpointKey}, signing_secrets = ${secrets}::jsonb`,
      )
      await tx.execute(sql`update routes set endpoint_key = ${endpointKey} where connection_id = ${place.connectionId}`)
    })
    return { ...place, endpointKey }
  }

  async function knock(endpointKey: string, event: object, secret: string) {
    const bytes = Buffer.from(JSON.stringify(event))
    return (await receive(bytes, signatureOf(bytes, secret), { kind: 'connection', endpointKey })).status
  }

  test('RT-13 takes its own events, with or without the account, under every secret that is valid', async () => {
    const own = await withOwnUrl()
    const { account: _, ...unnamed } = stripeEvent(own, 'charge.succeeded', charge('ch_2', 10))
    expect(await knock(own.endpointKey, stripeEvent(own, 'charge.succeeded', charge('ch_1', 10)), ownSecret)).toBe(200)
    expect(await knock(own.endpointKey, unnamed, 'whsec_rolled')).toBe(200)
    expect(await knock(own.endpointKey, unnamed, 'whsec_expired')).toBe(400)
    await applyAll()
    expect(await ledgerOf(own)).toEqual({ ch_1: '10', ch_2: '10' })
  })

  test('RT-11 refuses another account, the platform’s secret and an unknown key, in the same words', async () => {
    const [own, other] = [await withOwnUrl(), await withOwnUrl()]
    const foreign = stripeEvent(other, 'charge.succeeded', charge('ch_1', 10))
    expect(await knock(own.endpointKey, foreign, ownSecret)).toBe(400)
    expect(await knock(own.endpointKey, stripeEvent(own, 'charge.succeeded', charge('ch_1', 10)), testSecret)).toBe(400)
    expect(await knock('A'.repeat(32), foreign, ownSecret)).toBe(400)
    // And the platform's URL does not know a tenant's secret.
    expect(await post(foreign, ownSecret)).toBe(400)
    await applyAll()
    expect(await rowsOf(other, sql`select id from inbox`)).toEqual([])
    expect(await rowsOf(own, sql`select id from inbox`)).toEqual([])
  })
})
