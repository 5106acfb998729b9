import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { enqueue } from '@/lib/jobs'
import { startJobs } from './job-runner'

useTestDatabase()

test('PR-10 a job runner that cannot write down how a job ended starts again, and the process lives', async () => {
  const pools: string[] = []
  const jobs = await startJobs((id) => pools.push(id))
  await db.execute(sql`
    create function away() returns trigger language plpgsql as 'begin raise exception using errcode = ''57P03''; end';
    create trigger away before update on graphile_worker._private_jobs for each row
      when (new.last_error is distinct from old.last_error) execute function away()`)
  await enqueue(db, [{ identifier: 'look-up', payload: { unreadable: 1 } }])
  for (let waited = 0; waited < 15_000 && pools.length < 2; waited += 50) await sleep(50)
  expect(pools.length).toBeGreaterThan(1)

  await db.execute(sql`drop trigger away on graphile_worker._private_jobs`)
  await enqueue(db, [{ identifier: 'look-up', payload: { unreadable: 2 } }])
  for (let waited = 0; waited < 15_000 && !(await failedOnce()); waited += 50) await sleep(50)
  expect(await failedOnce()).toBe(true)
  await jobs.stop()
})

test('PR-10 it starts again also when several endings could not be written down at once', async () => {
  const pools: string[] = []
  const jobs = await startJobs((id) => pools.push(id))
  await db.execute(sql`
    create function away_slowly() returns trigger language plpgsql as $$
    begin perform pg_sleep(random() / 3); raise exception using errcode = '57P03'; end $$;
    create trigger away before update on graphile_worker._private_jobs for each row
      when (new.last_error is distinct from old.last_error) execute function away_slowly()`)
  await enqueue(
    db,
    Array.from({ length: 24 }, (_, n) => ({ identifier: 'look-up' as const, payload: { unreadable: 10 + n } })),
  )
  for (let waited = 0; waited < 25_000 && pools.length < 2; waited += 50) await sleep(50)
  await db.execute(sql`drop trigger away on graphile_worker._private_jobs`)
  expect(pools.length).toBeGreaterThan(1)
  await jobs.stop()
})

async function failedOnce(): Promise<boolean> {
  const { rows } = await db.execute(sql`select id from graphile_worker.jobs where last_error is not null`)
  return rows.length > 0
}
