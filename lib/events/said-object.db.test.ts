import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, dispute, postAll, refund, stripeEvent } from '@/lib/lane/testing-stripe'
import { sentenceOf } from './sentence'
import { eventStory } from './story'

useTestDatabase()

/** The heading of each event's page, in the order they came. */
async function headings(place: Place): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(place, sql`select id from events order by id`)
  const stories = await Promise.all(rows.map(({ id }) => eventStory(place.teamId, id)))
  return stories.flatMap((story) =>
    story?.event
      ? sentenceOf({
          type: story.type,
          body: story.event.body,
          person: story.event.person ?? story.event.body.subscriber,
          object: story.object,
        })
      : [],
  )
}

test('an event’s page says what became of it while its payload is kept, and less once that is gone', async () => {
  const place = await connectedTeam()
  await postAll([
    stripeEvent(place, 'charge.succeeded', charge('ch_1', 1_000)),
    stripeEvent(place, 'refund.updated', refund('re_1', 'ch_1', 400, { status: 'canceled' }), 1),
    stripeEvent(place, 'charge.dispute.closed', dispute('du_1', 'ch_1', 1_000, { status: 'lost' }), 2),
  ])
  await applyAll()
  expect(await headings(place)).toEqual([
    'ada@example.com paid $10.00',
    'A refund of $4.00 to ada@example.com was canceled',
    'ada@example.com’s dispute over $10.00 was lost',
  ])
  await rowsOf(place, sql`delete from inbox`)
  expect(await headings(place)).toEqual([
    'ada@example.com paid $10.00',
    'A refund of −$4.00 to ada@example.com moved on',
    'ada@example.com’s dispute over $10.00 is closed',
  ])
})
