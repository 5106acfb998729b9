import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { POST } from '@/app/api/v1/flows/[id]/test_mail/route'
import { useTestDatabase } from '@/db/testing'
import { testMails } from '@/lib/auth/rate-limit'
import { call, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { rowsOf } from '@/lib/lane/testing'
import { devMailsOf } from '@/lib/mail/queries'
import { recipientIn } from '@/lib/suppression/link'

useTestDatabase()

let world: World
let headers: Record<string, string>

beforeAll(async () => {
  world = await makeWorld('tested')
  headers = await signedIn(world.marketer)
})

const send = (body: Record<string, string>, as = headers) =>
  call(POST, { method: 'POST', headers: as, params: { id: world.flowId }, body })

const setBody = (body: string) =>
  rowsOf(
    { teamId: world.id },
    sql`update flows set draft = jsonb_set(draft, '{steps,0,body}', to_jsonb(${body}::text)) where id = ${world.flowId}`,
  )

test('a test mail goes to whoever asks, says that it is one, and is about the newest event', async () => {
  const { email } = world.marketer
  expect(await send({ step_id: 'mail' })).toMatchObject({ status: 200, body: { sent_to: email } })
  const [mail] = await devMailsOf(email)
  expect(mail).toMatchObject({
    subject: '[Test] Thanks tested',
    text: expect.stringContaining('Hello tested@example.com'),
  })
  // Nobody else is unsubscribed by looking whether the link works, and no mail program does it by itself.
  const [, token = ''] = /\/unsubscribe\/([\w-]+)/.exec(mail?.text ?? '') ?? []
  expect(recipientIn(token)).toMatchObject({ email, siteId: world.siteId })
  expect(JSON.stringify(mail?.headers)).not.toContain('Unsubscribe')
  expect(await devMailsOf('tested@example.com')).toEqual([])
  expect(
    await rowsOf({ teamId: world.id }, sql`select detail from audit_log where action = 'flow.mail_tested'`),
  ).toEqual([{ detail: { step: 'mail' } }])
})

test('what cannot be put together is not sent, and says why', async () => {
  await setBody('Until {{ event.trial_end }}')
  expect(await send({ step_id: 'mail' })).toMatchObject({
    status: 422,
    body: { error: { fields: { step_id: expect.stringContaining('event.trial_end') } } },
  })
  await setBody('Hello')
  expect(await send({ step_id: 'nosuch' })).toMatchObject({ status: 422 })
  const stranger = await makeWorld('elsewhere')
  expect(await send({ step_id: 'mail', event_id: stranger.eventId })).toMatchObject({
    status: 422,
    body: { error: { fields: { event_id: expect.any(String) } } },
  })
  expect(await devMailsOf(world.marketer.email)).toHaveLength(1)
})

test('DA-18 mails to oneself are limited for each person', async () => {
  const often = await signedIn(world.admin)
  for (let n = 0; n < testMails.most; n++) expect((await send({ step_id: 'mail' }, often)).status).toBe(200)
  const refused = await send({ step_id: 'mail' }, often)
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
  expect((await send({ step_id: 'mail' })).status).toBe(200)
})
