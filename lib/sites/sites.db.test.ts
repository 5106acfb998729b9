import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { PATCH } from '@/app/api/v1/sites/[id]/route'
import { GET, POST } from '@/app/api/v1/sites/route'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, makeTeam, signedIn } from '@/lib/auth/testing'
import { sitesOf } from './queries'

useTestDatabase()

const currencyOf = async (team: Awaited<ReturnType<typeof makeTeam>>) => (await sitesOf(team.id))[0]?.reportingCurrency

test('the reporting currency of a site is set by its code in either case, and taken back', async () => {
  const team = await makeTeam()
  const headers = await signedIn(team.owner)
  const patch = (body: unknown) => call(PATCH, { method: 'PATCH', headers, params: { id: team.siteId }, body })

  expect(await patch({ reporting_currency: ' eur ' })).toMatchObject({
    status: 200,
    body: { name: 'Main', reporting_currency: 'EUR' },
  })
  expect(await patch({ name: 'Shop' })).toMatchObject({ body: { name: 'Shop', reporting_currency: 'EUR' } })
  for (const wrong of ['EURO', 'E', 'QQQ', '€', 5]) {
    expect(await patch({ reporting_currency: wrong })).toMatchObject({
      status: 422,
      body: { error: { fields: { reporting_currency: expect.any(String) } } },
    })
  }
  expect(await currencyOf(team)).toBe('EUR')
  for (const none of ['', null]) {
    await patch({ reporting_currency: 'JPY' })
    expect(await patch({ reporting_currency: none })).toMatchObject({ body: { reporting_currency: null } })
    expect(await currencyOf(team)).toBeNull()
  }
  const done = await withTeams(team.id, (tx) =>
    tx.select({ action: auditLog.action, detail: auditLog.detail }).from(auditLog).where(eq(auditLog.teamId, team.id)),
  )
  expect(done[0]).toEqual({ action: 'site.reporting_currency_changed', detail: { before: null, after: 'EUR' } })
})

test('a line of the money policy changes alone, is written down, and has every figure computed again', async () => {
  const team = await makeTeam()
  const headers = await signedIn(team.owner)
  const patch = (body: unknown) => call(PATCH, { method: 'PATCH', headers, params: { id: team.siteId }, body })

  expect(await patch({ money_policy: { mrr: { discounts: 'all_active' } } })).toMatchObject({ status: 200 })
  expect(await patch({ money_policy: { ltv: { off_stripe: true } } })).toMatchObject({
    body: {
      money_policy: {
        ltv: { tax: 'included', off_stripe: true },
        mrr: { discounts: 'all_active', paused_collection: 'leave_out' },
      },
    },
  })
  expect(await patch({ money_policy: { mrr: { discounts: 'once' } } })).toMatchObject({ status: 422 })
  expect(await patch({ money_policy: { mrr: { churn: true } } })).toMatchObject({ status: 422 })

  const done = await withTeams(team.id, (tx) =>
    tx.select({ action: auditLog.action, detail: auditLog.detail }).from(auditLog).where(eq(auditLog.teamId, team.id)),
  )
  expect(done[0]).toEqual({
    action: 'site.money_policy_changed',
    detail: { changed: [{ line: 'mrr.discounts', before: 'forever', after: 'all_active' }] },
  })
  const { rows } = await db.execute(
    sql`select count(*)::int as jobs from graphile_worker.jobs where key = ${`recompute-site:${team.siteId}`}`,
  )
  expect(rows).toEqual([{ jobs: 1 }])
})

test('the sites of a team come newest first, a page at a time, like every other list', async () => {
  const team = await makeTeam()
  const headers = await signedIn(team.owner)
  const list = (query: Record<string, string>) => call(GET, { headers, query: { team_id: team.id, ...query } })
  for (const name of ['Aaa', 'Zzz']) await call(POST, { method: 'POST', headers, body: { team_id: team.id, name } })

  const namesOf = ({ body }: Awaited<ReturnType<typeof list>>) => body.data.map((site: { name: string }) => site.name)
  const [first, all] = [await list({ limit: '2' }), await list({})]
  expect(namesOf(all)).toEqual(['Zzz', 'Aaa', 'Main'])
  expect(all.body.next_cursor).toBeNull()
  expect(namesOf(first)).toEqual(['Zzz', 'Aaa'])
  const rest = await list({ limit: '2', cursor: first.body.next_cursor })
  expect([namesOf(rest), rest.body.next_cursor]).toEqual([['Main'], null])
  for (const wrong of [{ limit: 'abc' }, { limit: '0' }, { limit: '201' }, { cursor: 'abc' }]) {
    const { status, body } = await list(wrong as Record<string, string>)
    expect([status, Object.keys(body.error.fields)]).toEqual([422, Object.keys(wrong)])
  }
})
