import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { closeReceiver } from './node-http'
import { openDoor, type TestDoor } from './testing-door'

useTestDatabase()

/** 264 payloads that nobody here wrote, through the real door. They stay outside of the repository. */
const folder = process.env.STRIPE_EVENTS_DIR

if (folder) {
  describe('RT-14 Stripe’s own payloads through the door', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') && name !== 'INDEX.json')
      .sort()
    const bodies = files.map((name) => readFileSync(join(folder, name)))
    let door: TestDoor
    let place: Place

    beforeAll(async () => {
      door = await openDoor()
      place = await connectedTeam()
    })
    afterAll(async () => {
      await door.close()
      await closeReceiver()
    })

    test('RT-14 each with an id and an account of its own: 2xx, and each ends with a status and a reason', async () => {
      expect(files).toHaveLength(264)
      const places = await Promise.all(files.map(() => connectedTeam({ teamId: place.teamId })))
      const statuses = await Promise.all(
        bodies.map((body, n) => door.post(Buffer.from(JSON.stringify(withOwn(body, places[n]?.account ?? ''))))),
      )
      expect(new Set(statuses)).toEqual(new Set([200]))
      expect(await applyAll()).toBeGreaterThanOrEqual(files.length)
      await allSettled(place, files.length)

      const counted = await rowsOf<{ status: string; n: number }>(
        place,
        sql`select status, count(*)::int as n from events where derived_from is null group by 1 order by 1`,
      )
      expect(counted.map((row) => row.status)).toEqual(expect.arrayContaining(['processed', 'ignored']))
      // Every connection got its own event and nobody else's.
      expect(
        await rowsOf(
          place,
          sql`select count(distinct connection_id)::int as n from inbox where stripe_event_id like 'evt_own_%'`,
        ),
      ).toEqual([{ n: files.length }])
    })

    test('RT-14 the originals, with their shared ids and foreign accounts: 2xx, kept once per id', async () => {
      const statuses = await Promise.all(bodies.map((body) => door.post(body)))
      expect(new Set(statuses)).toEqual(new Set([200]))
      await applyAll()
      const distinct = new Set(bodies.map(keyOf))
      const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from sluice_unrouted(1000)`)
      expect(rows[0]?.n).toBe(distinct.size)
    })
  })
} else {
  console.info('STRIPE_EVENTS_DIR is not set: the 264 payloads of Stripe are not posted.')
}

/** The payload with an event id nobody else has, for a connected account. Envelopes of other clouds keep theirs outside. */
function withOwn(body: Buffer, account: string): object {
  const event: Record<string, unknown> = JSON.parse(body.toString())
  return { ...event, id: `evt_own_${newId().replaceAll('-', '')}`, account, livemode: true }
}

/** What the receiver keeps apart: account, mode and id; the hash of the body where it names no id. */
function keyOf(body: Buffer): string {
  const { account, livemode, id }: Record<string, unknown> = JSON.parse(body.toString())
  return JSON.stringify([account ?? '', livemode === true, typeof id === 'string' ? id : body.toString()])
}

async function allSettled(place: Place, count: number) {
  const rows = await rowsOf<{ status: string; reason: string | null }>(
    place,
    sql`select status, reason from events where derived_from is null`,
  )
  expect(rows).toHaveLength(count)
  for (const { status, reason } of rows) {
    expect(['processed', 'waiting', 'ignored', 'switched_off']).toContain(status)
    expect([status, reason === null]).toEqual([status, status === 'processed'])
  }
  expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
  expect(await rowsOf(place, sql`select id from events where outflow_at is null and status <> 'waiting'`)).toEqual([])
}
