import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { retryDead } from '@/lib/inbox/retry'
import { LaneLoop } from './loop'
import { BatchFailed, blameSingleEntry, kindOfFailure } from './poison'
import { connectedTeam, type Place, rowsOf } from './testing'
import { charge, eventsOf, postAll, stripeEvent } from './testing-stripe'

const { adminUrl } = useTestDatabase()

async function asAdmin(statement: string) {
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A row of `events` whose type is `type` cannot be stored: `state` is raised. */
const refuse = (type: string, state: string) =>
  asAdmin(`create or replace function break_it() returns trigger language plpgsql as $$
      begin if new.type = '${type}' and new.status <> 'dead' then raise exception 'broken on purpose' using errcode = '${state}'; end if; return new; end $$;
    drop trigger if exists break_it on events;
    create trigger break_it before insert on events for each row execute function break_it()`)

async function settled(place: Place, lanes: LaneLoop[], ms = 20_000) {
  const end = Date.now() + ms
  for (;;) {
    const [row] = await rowsOf<{ open: number }>(
      place,
      sql`select count(*)::int as open from inbox_queue where not_before is null`,
    )
    if (row?.open === 0) break
    if (Date.now() > end) throw new Error('the queue did not drain')
    await sleep(20)
  }
  await Promise.all(lanes.map((lane) => lane.stop()))
}

function start() {
  const lanes = [new LaneLoop(), new LaneLoop()]
  for (const lane of lanes) lane.start()
  return lanes
}

const sixtyFour = (place: Place, bad: string) =>
  Array.from({ length: 64 }, (_, n) =>
    n === 40 ? stripeEvent(place, bad, { id: 'x' }) : stripeEvent(place, 'charge.succeeded', charge(`ch_${n}`, 100)),
  )

describe('one bad entry', () => {
  test('PR-12 of 64 that cannot be stored: 63 are processed, one is dead with its reason, others are not held up', async () => {
    await refuse('poison.data', '22P05')
    const [place, other] = [await connectedTeam(), await connectedTeam()]
    await postAll([...sixtyFour(place, 'poison.data'), stripeEvent(other, 'charge.succeeded', charge('ch_other', 100))])
    const lanes = start()
    await settled(other, [])
    await settled(place, lanes)
    const events = await eventsOf(place)
    expect(events.filter((event) => event.status === 'processed')).toHaveLength(63)
    expect(events.filter((event) => event.status !== 'processed')).toEqual([
      { type: 'poison.data', status: 'dead', reason: 'data_error', siteId: place.siteId },
    ])
    expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
    expect(await rowsOf(place, sql`select count(*)::int as kept from inbox`)).toEqual([{ kept: 64 }])
  })

  test('PR-12 of 64 on which our own code stumbles: counted, pushed back, and the others go on', async () => {
    await refuse('poison.bug', 'XX000')
    const place = await connectedTeam()
    await postAll(sixtyFour(place, 'poison.bug'))
    await settled(place, start())
    expect((await eventsOf(place)).map((event) => event.status)).toEqual(Array(63).fill('processed'))
    expect(
      await rowsOf(place, sql`select attempts > 0 as counted, not_before is not null as later from inbox_queue`),
    ).toEqual([{ counted: true, later: true }])
  })

  test.each(['40001', '40P01', '53100'])(
    'PR-09 PR-11 %s is nobody’s fault: tried again, nothing counted',
    async (state) => {
      await refuse('poison.passing', state)
      const place = await connectedTeam()
      await postAll([stripeEvent(place, 'poison.passing', { id: 'x' })])
      const lanes = start()
      await sleep(500)
      expect(await rowsOf(place, sql`select attempts, not_before from inbox_queue`)).toEqual([
        { attempts: 0, not_before: null },
      ])
      await asAdmin('drop trigger break_it on events')
      await settled(place, lanes)
      expect(await eventsOf(place)).toMatchObject([{ status: 'ignored', reason: 'not_in_catalogue' }])
    },
  )

  test('PR-12 what our own code stumbles over alone is dead at once, and goes out when a retry succeeds', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))])
    const [row] = await rowsOf<{ id: string }>(place, sql`select id from inbox_queue`)
    const id = row?.id ?? ''
    await blameSingleEntry({ teamId: place.teamId, priority: 0, id }, new TypeError('x is not a function'))
    expect(await rowsOf(place, sql`select status, reason, outflow_at from events`)).toEqual([
      { status: 'dead', reason: 'failed', outflow_at: null },
    ])
    expect(await retryDead(place.teamId, id, { kind: 'system' })).toBe(true)
    await settled(place, start())
    expect(await rowsOf(place, sql`select status, outflow_at is not null as out from events`)).toEqual([
      { status: 'processed', out: true },
    ])
  })

  test('PR-12 an entry another lane has applied meanwhile is not blamed', async () => {
    const place = await connectedTeam()
    await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_1', 100))])
    const [row] = await rowsOf<{ id: string }>(place, sql`select id from inbox_queue`)
    const gone = { teamId: place.teamId, priority: 0, id: '00000000-0000-7000-8000-000000000000' }
    await blameSingleEntry(gone, new pg.DatabaseError('x', 1, 'error'))
    expect(await rowsOf(place, sql`select id, attempts from inbox_queue`)).toEqual([{ id: row?.id, attempts: 0 }])
  })
})

describe('whose fault a failure is', () => {
  const from = (code: string) => Object.assign(new pg.DatabaseError('x', 1, 'error'), { code })
  test.each([
    ['a frozen transaction', from('25P03'), 'connection'],
    ['terminated', from('57P01'), 'connection'],
    ['a socket', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'connection'],
    ['pg', new Error('Connection terminated unexpectedly'), 'connection'],
    ['a deadlock', from('40P01'), 'passing'],
    ['disk full', from('53100'), 'passing'],
    ['a NUL', from('22P05'), 'data'],
    ['a fault of ours that names a connection', new TypeError("Cannot read 'connectionId' of undefined"), 'bug'],
    ['a fault of ours with a code', Object.assign(new RangeError('x'), { code: 'ERR_OUT_OF_RANGE' }), 'bug'],
    ['whatever a batch failed of', new BatchFailed([], from('22P05')), 'data'],
  ] as const)('%s', (_, error, kind) => expect(kindOfFailure(error)).toBe(kind))
})
