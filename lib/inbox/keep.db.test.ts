import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, post, rowsOf } from '@/lib/lane/testing'
import { charge, eventsOf, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { closeReceiver } from './node-http'

const { adminUrl, url } = useTestDatabase()

let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await closeReceiver()
})

/** Storing the event with this id raises `state`, as long as `times` says; the count is kept in a sequence, which no rollback undoes. */
async function refuse(id: string, state: string, times: number) {
  await admin.query(`create sequence if not exists refused; select setval('refused', 1, false);
    grant usage on sequence refused to public;
    create or replace function refuse_it() returns trigger language plpgsql security definer as $$
      begin
        if new.stripe_event_id = '${id}' and nextval('refused') <= ${times} then
          raise exception 'refused on purpose' using errcode = '${state}';
        end if;
        return new;
      end $$;
    drop trigger if exists refuse_it on inbox;
    create trigger refuse_it before insert on inbox for each row execute function refuse_it()`)
}

const tries = async () => Number((await admin.query(`select last_value from refused`)).rows[0].last_value)

const sixtyFour = (place: Place) =>
  Array.from({ length: 64 }, (_, n) => stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)))

describe('errors while keeping', () => {
  test.each(['22021', '22P05', '23514', '54000'])(
    'IN-12 one of 64 the database cannot hold (%s): 63 kept, the one kept under its hash, 64 answered 200',
    async (state) => {
      const place = await connectedTeam()
      const events = sixtyFour(place)
      const bad = events[40]?.id ?? ''
      await refuse(bad, state, 1_000_000)
      expect(await Promise.all(events.map((event) => post(event)))).toEqual(Array(64).fill(200))
      await admin.query('drop trigger refuse_it on inbox')
      const kept = await rowsOf<{ id: string; type: string }>(place, sql`select stripe_event_id as id, type from inbox`)
      expect(kept).toHaveLength(64)
      expect(kept.filter((row) => row.id === bad)).toEqual([])
      expect(kept.filter((row) => row.id.startsWith('sha256:'))).toMatchObject([{ type: 'unknown' }])
      await applyAll()
      expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
      expect((await eventsOf(place)).length).toBe(64)
    },
  )

  test.each(['40P01', '40001'])('PR-09 %s is tried once more, and then it is 503', async (state) => {
    const place = await connectedTeam()
    const [first, second] = sixtyFour(place)
    if (!first || !second) throw new Error('unreachable')
    await refuse(first.id, state, 1)
    expect(await post(first)).toBe(200)
    expect(await tries()).toBe(2)
    await refuse(second.id, state, 1_000_000)
    expect(await post(second)).toBe(503)
    expect(await tries()).toBe(2)
    await admin.query('drop trigger refuse_it on inbox')
    expect(await post(second)).toBe(200)
    expect(await rowsOf(place, sql`select count(*)::int as n from inbox`)).toEqual([{ n: 2 }])
  })

  test.each(['53100', '57P03', '25006', '08006'])(
    'PR-11 %s is nobody’s data: 503 for all, 200 when it is over',
    async (state) => {
      const place = await connectedTeam()
      const events = sixtyFour(place).slice(0, 8)
      await refuse(events[0]?.id ?? '', state, 1)
      const statuses = await Promise.all(events.map((event) => post(event)))
      expect(new Set(statuses)).toContain(503)
      await admin.query('drop trigger refuse_it on inbox')
      await postAll(events)
      expect(await rowsOf(place, sql`select count(*)::int as n from inbox`)).toEqual([{ n: 8 }])
    },
  )
})

describe('two receivers', () => {
  test('PR-09 the same ids in opposite orders never wait for each other in a circle', { timeout: 60_000 }, async () => {
    const place = await connectedTeam()
    const receivers = await Promise.all([1, 2, 3].map(() => connected(url())))
    const deadlocks: string[] = []
    for (let round = 0; round < 60; round++) {
      const ids = Array.from({ length: 64 }, (_, n) => `evt_${round}_${n}`)
      const orders = [ids, [...ids].reverse(), [...ids.slice(32), ...ids.slice(0, 32)]]
      await Promise.all(
        receivers.map((client, n) =>
          receiveAs(client, place.account, orders[n] ?? []).catch((error) => deadlocks.push(String(error))),
        ),
      )
    }
    await Promise.all(receivers.map((client) => client.end()))
    expect(deadlocks).toEqual([])
    expect(await rowsOf(place, sql`select count(*)::int as n from inbox`)).toEqual([{ n: 60 * 64 }])
    // Nobody applies these: their bodies are empty.
    await admin.query('truncate inbox_queue')
  })
})

async function connected(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

const receiveAs = (client: pg.Client, account: string, ids: readonly string[]) =>
  client.query('select * from sluice_receive($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    ids.map(() => newId()),
    ids.map(() => account),
    ids.map(() => true),
    ids,
    ids.map(() => 'charge.succeeded'),
    ids.map(() => new Date().toISOString()),
    ids.map(() => null),
    ids.map(() => 0),
    ids.map(() => 0),
    Buffer.alloc(0),
  ])
