import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { enqueue } from './jobs'
import { lookUpJob } from './look-ups/jobs'
import { joinWorkers, releaseJobsOfTheDead } from './workers'

useTestDatabase()

const question = {
  teamId: newId() as TeamId,
  connectionId: newId(),
  siteId: newId() as SiteId,
  livemode: true,
  object: 'product',
  id: 'prod_1',
} as const

/** A pool takes the one job that waits, as long ago as somebody may be dead by now. */
const takenBy = (pool: string) =>
  db.execute(sql`
    update graphile_worker._private_jobs set attempts = attempts + 1, locked_by = ${pool}, locked_at = now() - interval '20 seconds'
    where locked_by is null and attempts < max_attempts`)

const jobs = async () =>
  (await db.execute(sql`select key is not null as keyed, attempts, locked_by from graphile_worker.jobs order by id`))
    .rows

test('PR-06 a job of a dead worker is given back, one that was asked for again meanwhile is there once', async () => {
  await enqueue(db, [lookUpJob(question)])
  await takenBy('pool-of-the-dead')
  await enqueue(db, [lookUpJob(question)])
  expect(await jobs()).toHaveLength(2)
  await takenBy('pool-of-the-dead')

  expect(await releaseJobsOfTheDead()).toBe(1)
  expect(await jobs()).toEqual([{ keyed: true, attempts: 1, locked_by: null }])
})

test('PR-06 a job of a worker that was seen just now stays with it', async () => {
  const entry = await joinWorkers('worker')
  await entry.seen(['pool-of-the-living'])
  await takenBy('pool-of-the-living')
  expect(await releaseJobsOfTheDead()).toBe(0)
  expect(await jobs()).toEqual([{ keyed: true, attempts: 2, locked_by: 'pool-of-the-living' }])
})

test('a job that failed after it was asked for again leaves nothing behind', async () => {
  await db.execute(sql`delete from graphile_worker._private_jobs`)
  await enqueue(db, [lookUpJob(question)])
  await takenBy('pool-of-the-living')
  await enqueue(db, [lookUpJob(question)])
  await db.execute(
    sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null, last_error = 'no' where key is null`,
  )
  expect(await jobs()).toHaveLength(2)
  expect(await releaseJobsOfTheDead()).toBe(0)
  expect(await jobs()).toEqual([{ keyed: true, attempts: 0, locked_by: null }])
})
