import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { connections } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { closeReceiver } from '@/lib/inbox/node-http'
import { receive } from '@/lib/inbox/receive'
import { encrypt } from '@/lib/secrets'
import { sluice } from './actor'
import { link } from './link'
import { disconnect } from './mutations'
import { auditOf, connectionsOf, makePerson, makeTeam, routesOf, type Team, useStandIn } from './testing'

useTestDatabase()
beforeEach(() => useStandIn('http://127.0.0.1:1'))
afterAll(closeReceiver)

const ownSecret = 'whsec_of_this_tenant'

test('disconnecting removes the signing secrets of a connection’s own URL, and nothing gets in through it', async () => {
  const { team, id, knock } = await withOwnUrl()
  expect(await knock()).toBe(200)
  await disconnect(team.id, id, sluice)
  expect(await connectionsOf(team)).toMatchObject([{ state: 'disconnected', signingSecrets: null }])
  await forgotten()
  expect(await knock()).toBe(400)
})

test('connecting through Stripe ends a connection’s own URL: said, written down, its secrets removed', async () => {
  const { team, id, account, knock } = await withOwnUrl()
  expect(await connect(team, account)).toMatchObject({ connectionId: id, reconnected: true, ownUrlEnded: true })
  expect(await connectionsOf(team)).toMatchObject([{ kind: 'oauth', signingSecrets: null, endpointKey: null }])
  expect(await routesOf(team)).toMatchObject([{ state: 'open', endpointKey: null }])
  expect(await auditOf(team)).toEqual(['connection.connected', 'connection.reconnected', 'connection.own_url_ended'])
  await forgotten()
  expect(await knock()).toBe(400)

  expect(await connect(team, account)).toMatchObject({ ownUrlEnded: false })
})

/** The receiver remembers a URL's secrets for a second. */
const forgotten = () => new Promise((done) => setTimeout(done, 1_100))

async function connect(team: Team, account: string) {
  const wanted = { teamId: team.id, siteId: team.site, account, livemode: true, scope: null, known: null }
  const linked = await link({ ...wanted, actor: sluice })
  if (!linked.ok) throw new Error(linked.reason)
  return linked.value
}

/** A connection with its own URL, as the key form will make it. */
async function withOwnUrl() {
  const team = await makeTeam([[await makePerson(), 'owner']])
  const account = `acct_ownUrl${team.id.slice(-6)}`
  const { connectionId: id } = await connect(team, account)
  const endpointKey = id.replaceAll('-', '')
  const at = { teamId: team.id, table: 'connections', row: id, column: 'signing_secrets' }
  await withTeams(team.id, async (tx) => {
    await tx.update(connections).set({ kind: 'key', endpointKey, signingSecrets: [{ secret: encrypt(ownSecret, at) }] })
    await tx.execute(sql`update routes set endpoint_key = ${endpointKey} where connection_id = ${id}`)
  })
  const knock = async () => {
    const created = Math.floor(Date.now() / 1000)
    const event = { id: `evt_${crypto.randomUUID()}`, object: 'event', type: 'charge.succeeded', account, created }
    const payload = JSON.stringify({ ...event, livemode: true, data: { object: {} } })
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: ownSecret })
    return (await receive(Buffer.from(payload), signature, { kind: 'connection', endpointKey })).status
  }
  return { team, id, account, knock }
}
