import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { POST } from '@/app/api/v1/flows/[id]/try/route'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { call, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { rowsOf } from '@/lib/lane/testing'
import { devMailsOf } from '@/lib/mail/queries'
import { suppress } from '@/lib/suppression/suppressions'
import { emptyDefinition, type FlowDefinition } from './definition'
import { tryJsonSchema } from './try-json'

useTestDatabase()

let world: World
let headers: Record<string, string>

beforeAll(async () => {
  world = await makeWorld('tried')
  headers = await signedIn(world.marketer)
})

const attempt = (body: Record<string, string> = {}) =>
  call(POST, { method: 'POST', headers, params: { id: world.flowId }, body })

const draft = (definition: FlowDefinition) =>
  rowsOf(
    { teamId: world.id },
    sql`update flows set draft = ${JSON.stringify(definition)}::jsonb where id = ${world.flowId}`,
  )

/** What a run would leave: itself, mails, deliveries. */
const left = async () => [
  await devMailsOf(),
  await rowsOf({ teamId: world.id }, sql`select id from flow_runs union all select id from deliveries order by id`),
]

test('a draft is tried with the newest event, and nothing is begun, sent or kept', async () => {
  const before = await left()
  const { status, body } = await attempt()
  expect(status).toBe(200)
  expect(tryJsonSchema.safeParse(body).error).toBeUndefined()
  expect(body).toMatchObject({
    event: { id: world.eventId, type: 'charge.succeeded', email: 'tried@example.com', is_sample: false },
    enters: true,
    steps: [{ step_id: 'mail', outcome: 'would_do', mail: { to: 'tried@example.com', subject: 'Thanks tried' } }],
  })
  expect(body.steps[0].mail.html).toContain('/unsubscribe/example')
  expect(await left()).toEqual(before)
})

test('FL-08 who gets no mail would get none', async () => {
  const place = { teamId: world.id, siteId: world.siteId, livemode: true, email: 'tried@example.com' }
  await withTeams(world.id, (tx) => suppress(tx, place, 'bounced'))
  expect((await attempt()).body.steps[0]).toMatchObject({ outcome: 'would_skip', reason: 'suppressed' })
})

test('another type is tried with its example; without an event there is nothing to try', async () => {
  const stranger = await makeWorld('elsewhere')
  for (const event_id of [stranger.eventId, world.flowId])
    expect(await attempt({ event_id })).toMatchObject({
      status: 422,
      body: { error: { fields: { event_id: expect.any(String) } } },
    })
  await draft({ ...emptyDefinition, trigger: { ...emptyDefinition.trigger, type: 'quote.accepted' } })
  expect((await attempt()).body).toMatchObject({
    event: { id: null, is_sample: true },
    steps: [],
    ends: expect.any(String),
  })
  expect(await attempt({ event_id: world.eventId })).toMatchObject({ status: 422 })
  await draft(emptyDefinition)
  expect(await attempt()).toMatchObject({ status: 422 })
})
