import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/db/schema/columns'
import { useTestDatabase } from '@/db/testing'
import { connectedTeam, rowsOf } from '@/lib/lane/testing'
import { detailsKeptDays, keepStepDetails } from './flows'

useTestDatabase()

test('what steps kept of mails and calls goes after thirty days; that they were done stays', async () => {
  const place = await connectedTeam()
  await rowsOf(
    place,
    sql`insert into flow_steps (team_id, run_id, no, step_id, kind, at, duration_ms, outcome, says, detail)
      select ${place.teamId}, ${newId()}, n, 'call1', 'http', now() - n * interval '1 day', 1, 'done', 'Fine.', '{"to":"ada@example.com"}'
      from generate_series(${detailsKeptDays - 1}::int, ${detailsKeptDays + 1}) n`,
  )
  await keepStepDetails()
  expect(await rowsOf(place, sql`select no, says, detail is not null as kept from flow_steps order by no`)).toEqual([
    { no: detailsKeptDays - 1, says: 'Fine.', kept: true },
    { no: detailsKeptDays, says: 'Fine.', kept: false },
    { no: detailsKeptDays + 1, says: 'Fine.', kept: false },
  ])
})
