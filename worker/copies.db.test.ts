import { sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sendTo } from '@/lib/inbox/testing-door'
import { sendAllUntilTaken } from '@/lib/inbox/testing-sender'
import { connectedTeam, type Place, rowsOf, signatureOf } from '@/lib/lane/testing'
import { charge, eventsOf, stripeEvent } from '@/lib/lane/testing-stripe'
import { useBundles } from './testing-bundle'
import { endChildren, startChild } from './testing-processes'

useTestDatabase()
const bundle = useBundles('worker/testing-door.ts', 'worker/testing-dying-door.ts', 'worker/testing-worker.ts')
afterEach(endChildren)

const long = process.env.SLUICE_LONG === '1'

const charges = (place: Place, count: number) =>
  Array.from({ length: count }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)))

async function eachOnce(place: Place, count: number) {
  await expect.poll(async () => (await eventsOf(place)).length, { timeout: 60_000 }).toBe(count)
  const [row] = await rowsOf(
    place,
    sql`select (select count(*)::int from inbox) as kept, (select count(*)::int from inbox_queue) as open,
      (select count(*)::int from ledger) as ledger, (select sum((lifetime_value_by_currency->>'USD')::int)::int from subscribers) as ltv`,
  )
  expect(row).toEqual({ kept: count, open: 0, ledger: count, ltv: count * 100 })
}

test('PR-01 fifty copies of each event at once over three doors and two workers, each a process: one effect each', {
  timeout: 600_000,
}, async () => {
  const count = long ? 200 : 12
  const place = await connectedTeam()
  const doors = await Promise.all([1, 2, 3].map(() => startChild(bundle('worker/testing-door.ts'))))
  await Promise.all([1, 2].map(() => startChild(bundle('worker/testing-worker.ts'))))
  const copies = charges(place, count).flatMap((event) => Array.from({ length: 50 }, () => event))
  let turn = 0
  const answers = await sendAllUntilTaken(copies, () => [doors[turn++ % doors.length]?.ready ?? 0], { atOnce: 50 })
  expect(answers[200]).toBe(count * 50)
  await eachOnce(place, count)
})

test.each(['before', 'after'] as const)(
  'IN-18 a door killed %s the commit and before its answer, again and again: what is sent again has one effect',
  { timeout: 600_000 },
  async (when) => {
    const kills = long ? 100 : 2
    const place = await connectedTeam()
    const good = await startChild(bundle('worker/testing-door.ts'))
    await startChild(bundle('worker/testing-worker.ts'))
    const events = charges(place, kills)
    for (const event of events) {
      const dying = await startChild(bundle('worker/testing-dying-door.ts'), { env: { DIES: when } })
      const body = Buffer.from(JSON.stringify(event))
      const sent = sendTo(dying.ready, { body, headers: { 'stripe-signature': signatureOf(body) } })
      await expect(sent).rejects.toThrow()
      expect(await dying.ended).toBe('SIGKILL')
    }
    // Killed after the commit it is there already, though nobody was told; before it, nothing is.
    const kept = sql`select count(*)::int as kept from inbox`
    expect(await rowsOf(place, kept)).toEqual([{ kept: when === 'after' ? kills : 0 }])
    expect(await sendAllUntilTaken(events, () => [good.ready])).toEqual({ 200: kills })
    await eachOnce(place, kills)
  },
)
