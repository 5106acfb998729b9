import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId, type SiteId } from '@/db/schema/columns'
import { connections, ledger, parties, sites, subscribers } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { type Seeded, seedSubscriber, seedTeam } from '@/lib/events/testing'
import { findSubscriber } from './queries'
import { moneyOf } from './read-money'

useTestDatabase()

const spring = new Date('2026-03-01T00:00:00Z')
const today = new Date('2026-11-20T00:00:00Z')

test('“since” is when the person’s account first came, whatever was connected again or moved since', async () => {
  const acme = await seedTeam()
  const { id } = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
  await connect(acme, { firstConnectedAt: spring, connectedAt: today })
  expect(await since(acme, id)).toEqual(spring)

  await withTeams(acme.teamId, async (tx) => {
    const elsewhere = newId() as SiteId
    await tx.insert(sites).values({ teamId: acme.teamId, id: elsewhere, name: 'Shop' })
    await tx.update(connections).set({ siteId: elsewhere })
    await tx.insert(connections).values({
      teamId: acme.teamId,
      siteId: acme.siteId,
      stripeAccount: 'acct_other',
      livemode: true,
      kind: 'oauth',
      name: 'Other',
      state: 'connected',
      connectedAt: new Date('2025-01-01Z'),
      firstConnectedAt: new Date('2025-01-01Z'),
    })
  })
  expect(await since(acme, id)).toEqual(spring)
})

test('a guest is known from the account of their charges, and nobody without either', async () => {
  const acme = await seedTeam()
  await connect(acme, { firstConnectedAt: spring })
  const { teamId, siteId, connectionId } = acme
  const [guest] = await withTeams(teamId, (tx) =>
    tx
      .insert(subscribers)
      .values({ teamId, siteId, livemode: true, email: 'g@example.com', emailKey: 'g@example.com' })
      .returning(),
  )
  const key = 'mail:g@example.com'
  const id = guest?.id ?? ''
  await withTeams(teamId, (tx) =>
    tx.insert(parties).values({ teamId, siteId, livemode: true, key, subscriberId: id, firstSeenAt: spring }),
  )
  expect(await since(acme, id)).toBeNull()

  const zero = { refunded: 0n, withdrawn: 0n, reinstated: 0n }
  await withTeams(teamId, (tx) =>
    tx.insert(ledger).values({
      ...{ teamId, siteId, connectionId, livemode: true, partyKey: key, ...zero },
      ...{ chargeId: 'ch_1', currency: 'USD', captured: 100n, net: 100n },
    }),
  )
  expect(await since(acme, id)).toEqual(spring)
})

function connect({ teamId, connectionId }: Seeded, values: Partial<typeof connections.$inferInsert>) {
  return withTeams(teamId, (tx) => tx.update(connections).set(values).where(eq(connections.id, connectionId)))
}

async function since({ teamId }: Seeded, id: string): Promise<Date | null> {
  const person = await findSubscriber(teamId, id)
  if (!person) throw new Error('nobody was seeded')
  return (await moneyOf(teamId, person.record)).since
}
