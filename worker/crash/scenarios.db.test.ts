import pg from 'pg'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, post } from '@/lib/lane/testing'
import { differences } from './checker'
import { expectedOf } from './model'
import { type ConnectedShop, connect, shopsOf } from './shops'

const { adminUrl } = useTestDatabase()

test('calm', { timeout: 120_000 }, async () => {
  const connected: ConnectedShop[] = []
  for (const shop of shopsOf('first', 3_000)) connected.push(await connect(shop, connected))
  const events = connected.flatMap(({ events }) => events)
  console.log(events.length)
  for (let at = 0; at < events.length; at += 64)
    await Promise.all(events.slice(at, at + 64).map((event) => post(event)))
  await applyAll()
  const found = await differences(adminUrl(), expectedOf(connected))
  const others = found.filter((f) => f.what !== 'event')
  const c = new pg.Client({ connectionString: adminUrl() })
  await c.connect()
  const { rows } = await c.query(
    'select type, status, count(*) from events where derived_from is null group by 1, 2 order by 2, 1',
  )
  await c.end()
  console.log(rows.map((r) => `${r.status} ${r.type} ${r.count}`).join('\n'))
  console.log(others.length, JSON.stringify(others.slice(0, 60)).replaceAll('},{"what', '},\n{"what'))
})
