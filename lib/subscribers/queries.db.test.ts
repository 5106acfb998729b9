import { describe, expect, test } from 'vitest'
import { parties } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { seedSubscriber, seedTeam } from '@/lib/events/testing'
import { subscriberJson } from './json'
import { findSubscriber, listSubscribers } from './queries'

useTestDatabase()

const first = { limit: 50 }

describe('the list', () => {
  test('holds the people of a mode, newest first, without merged and deleted ones', async () => {
    const acme = await seedTeam()
    const ada = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
    const bob = await seedSubscriber(acme, { email: 'bob@example.com', customer: 'cus_bob' })
    await seedSubscriber(acme, { email: 'old@example.com', customer: 'cus_old', mergedInto: ada.id })
    await seedSubscriber(acme, { email: 'gone@example.com', customer: 'cus_gone', deletedAt: new Date() })
    await seedSubscriber(acme, { email: 'test@example.com', customer: 'cus_test', livemode: false })
    const { rows } = await listSubscribers(acme.teamId, { siteId: acme.siteId, livemode: true }, first)
    expect(rows.map((row) => row.id)).toEqual([bob.id, ada.id])
  })

  test('goes on below the cursor in both modes at once', async () => {
    const acme = await seedTeam()
    const all: string[] = []
    for (let i = 0; i < 5; i++) {
      const values = { email: `p${i}@example.com`, customer: `cus_${i}`, livemode: i % 2 === 0 }
      all.unshift((await seedSubscriber(acme, values)).id)
    }
    const one = await listSubscribers(acme.teamId, { siteId: acme.siteId }, { limit: 2 })
    const two = await listSubscribers(acme.teamId, { siteId: acme.siteId }, { limit: 3, cursor: one.next ?? undefined })
    expect([...one.rows, ...two.rows].map((row) => row.id)).toEqual(all)
    expect(two.next).toBeNull()
  })

  test('an address is compared trimmed and without case, and leads to the survivor of a merge', async () => {
    const acme = await seedTeam()
    const ada = await seedSubscriber(acme, { email: 'ada@new.example', customer: 'cus_new' })
    await seedSubscriber(acme, { email: 'Ada@Old.example', customer: 'cus_old', mergedInto: ada.id })
    const { rows } = await listSubscribers(acme.teamId, { siteId: acme.siteId, email: ' ADA@old.example ' }, first)
    expect(rows.map((row) => row.id)).toEqual([ada.id])
  })
})

describe('the search', () => {
  const found = async (acme: Awaited<ReturnType<typeof seedTeam>>, search: string) =>
    (await listSubscribers(acme.teamId, { siteId: acme.siteId, livemode: true, search }, first)).rows.map(
      (row) => row.record.email,
    )

  test('finds the start of an address, a part of a name and a customer id', async () => {
    const acme = await seedTeam()
    await seedSubscriber(acme, { email: 'ada@example.com', name: 'Ada Lovelace', customer: 'cus_ada' })
    await seedSubscriber(acme, { email: 'bob@example.com', name: 'Bob Adams', customer: 'cus_bob' })
    expect(await found(acme, 'ADA@')).toEqual(['ada@example.com'])
    expect(await found(acme, 'love')).toEqual(['ada@example.com'])
    expect(await found(acme, 'ada')).toEqual(['bob@example.com', 'ada@example.com'])
    expect(await found(acme, 'cus_bob')).toEqual(['bob@example.com'])
    expect(await found(acme, 'cus_nobody')).toEqual([])
  })

  test('DA-06 % and _ and quotes are letters', async () => {
    const acme = await seedTeam()
    await seedSubscriber(acme, { email: 'a_b@example.com', name: '100% Ada', customer: 'cus_1' })
    await seedSubscriber(acme, { email: 'axb@example.com', name: 'Bob', customer: 'cus_2' })
    expect(await found(acme, 'a_b')).toEqual(['a_b@example.com'])
    expect(await found(acme, '%')).toEqual(['a_b@example.com'])
    expect(await found(acme, "'; drop table subscribers; --")).toEqual([])
    expect(await found(acme, '\\')).toEqual([])
  })
})

describe('one subscriber', () => {
  test('LT-07 amounts are strings with every digit, per currency and in the reporting one', async () => {
    const acme = await seedTeam()
    const { id, key } = await seedSubscriber(acme, {
      email: 'ada@example.com',
      name: 'Ada King  Lovelace',
      customer: 'cus_ada',
      reportingCurrency: 'USD',
      currency: 'JPY',
      lifetimeValueByCurrency: { USD: '9007199254740993', JPY: '5000', KWD: '5120' },
      lifetimeValue: 9007199254740993n,
      mrrByCurrency: { USD: '4333' },
      mrr: 4333n,
    })
    const guest = {
      teamId: acme.teamId,
      siteId: acme.siteId,
      livemode: true,
      subscriberId: id,
      firstSeenAt: new Date(),
    }
    await withTeams(acme.teamId, (tx) => tx.insert(parties).values({ ...guest, key: 'mail:ada@example.com' }))
    const found = await findSubscriber(acme.teamId, id)
    expect(key).toContain('cus_ada')
    expect(subscriberJson(found!)).toMatchObject({
      id,
      site_id: acme.siteId,
      livemode: true,
      email: 'ada@example.com',
      first_name: 'Ada',
      last_name: 'King Lovelace',
      customer_ids: ['cus_ada'],
      reporting_currency: 'USD',
      currency: 'JPY',
      lifetime_value: '90071992547409.93',
      lifetime_value_by_currency: {
        JPY: { amount: '5000', minor: '5000' },
        KWD: { amount: '5.120', minor: '5120' },
        USD: { amount: '90071992547409.93', minor: '9007199254740993' },
      },
      mrr: '43.33',
      mrr_by_currency: { USD: { amount: '43.33', minor: '4333' } },
    })
  })

  test('who paid nothing is worth zero where the currency is known, and nothing is said where it is not', async () => {
    const acme = await seedTeam()
    const known = await seedSubscriber(acme, { email: 'a@example.com', customer: 'cus_1', reportingCurrency: 'EUR' })
    const unknown = await seedSubscriber(acme, { email: 'b@example.com', customer: 'cus_2' })
    const foreign = await seedSubscriber(acme, {
      email: 'c@example.com',
      customer: 'cus_3',
      reportingCurrency: 'EUR',
      lifetimeValueByCurrency: { USD: '100' },
    })
    const value = async (id: string) => subscriberJson((await findSubscriber(acme.teamId, id))!).lifetime_value
    expect(await value(known.id)).toBe('0.00')
    expect(await value(unknown.id)).toBeNull()
    expect(await value(foreign.id)).toBeNull()
  })

  test('a merged id answers with its survivor; deleted, foreign and unknown ones with nobody', async () => {
    const acme = await seedTeam()
    const rival = await seedTeam('Rival')
    const ada = await seedSubscriber(acme, { email: 'ada@example.com', customer: 'cus_ada' })
    const mid = await seedSubscriber(acme, { email: 'mid@example.com', customer: 'cus_mid', mergedInto: ada.id })
    const old = await seedSubscriber(acme, { email: 'old@example.com', customer: 'cus_old', mergedInto: mid.id })
    const gone = await seedSubscriber(acme, { email: 'gone@example.com', customer: 'cus_x', deletedAt: new Date() })
    expect((await findSubscriber(acme.teamId, old.id))?.id).toBe(ada.id)
    expect(await findSubscriber(acme.teamId, gone.id)).toBeNull()
    expect(await findSubscriber(rival.teamId, ada.id)).toBeNull()
  })
})
