import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { POST } from '@/app/api/unsubscribe/[token]/route'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { applyAll, type Place } from '@/lib/lane/testing'
import { devMailsOf } from '@/lib/mail/queries'
import { type MailSink, type SinkRules, startMailSink } from '@/lib/mail/testing'
import { isSuppressed, suppress } from '@/lib/suppression/suppressions'
import type { StepOf } from '../definition'
import { email } from './email'
import type { RunContext } from './step'
import { adasTeam, runOf } from './testing'

useTestDatabase()

let sink: MailSink
let place: Place

const start = async (rules: SinkRules = {}) => {
  sink = await startMailSink(rules)
  vi.stubEnv('SMTP_URL', sink.url)
  forgetEnv()
}

beforeAll(() => {
  vi.stubEnv('MAIL_FROM', 'Sluice <hello@example.com>')
  forgetEnv()
})
beforeEach(async () => {
  await start()
  place = await adasTeam()
})
afterEach(() => sink.stop())
afterAll(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

const step: StepOf<'email'> = {
  id: 'thanks',
  kind: 'email',
  subject: 'Thank you, {{ subscriber.first_name }}',
  preview: 'About your {{ event.money }}',
  body: 'Hello **{{ subscriber.name }}**,\n\nwe got {{ event.money }}.',
  from_name: 'Zoë of Roasters',
  reply_to: 'Help@example.com',
}

const noHttp = { request: () => expect.unreachable('a mail makes no call') }
const send = (run: RunContext, changes: Partial<typeof step> = {}) => email.run({ ...step, ...changes }, run, noHttp)
const suppressed = () =>
  withTeams(place.teamId, (tx) => isSuppressed(tx, { ...place, livemode: true, email: 'ada@example.com' }))

test('a mail goes out with its variables, its sender and the ways to unsubscribe', async () => {
  const run = await runOf(place)
  const outcome = await send(run)
  const id = `<${run.runId}.thanks@localhost>`
  expect(outcome).toEqual({
    status: 'done',
    detail: { to: 'ada@example.com', subject: 'Thank you, Ada', message_id: id },
  })
  const mail = sink.to('ada@example.com') ?? expect.unreachable()
  expect(mail.headers).toMatchObject({
    from: 'Zoë of Roasters <hello@example.com>',
    'reply-to': 'help@example.com',
    subject: 'Thank you, Ada',
    'message-id': id,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'auto-submitted': 'auto-generated',
  })
  expect(mail.headers['list-unsubscribe']).toMatch(/^<http:\/\/localhost:3000\/api\/unsubscribe\/[\w-]+>$/)
  expect(mail.text).toMatch(/Hello Ada Lovelace/)
  expect(mail.text).toMatch(/http:\/\/localhost:3000\/unsubscribe\/[\w-]+/)
  expect(mail.html).toMatch(/href="http:\/\/localhost:3000\/unsubscribe\/[\w-]+"/)
})

test('tried again, it is the same mail: its id tells a mailbox so', async () => {
  const run = await runOf(place)
  await send(run)
  await send({ ...run, attemptNo: 2 })
  expect(new Set(sink.mails.map(({ headers }) => headers['message-id'])).size).toBe(1)
})

test('FL-08 who unsubscribes by the link of one mail gets no other, not even one that was about to go out', async () => {
  const run = await runOf(place)
  await send(run)
  const link = sink.mails[0]?.headers['list-unsubscribe'] ?? ''
  const token = /unsubscribe\/([\w-]+)/.exec(link)?.[1] ?? expect.unreachable()
  const request = new Request(link.slice(1, -1), { method: 'POST', body: 'List-Unsubscribe=One-Click' })
  expect((await POST(request, { params: Promise.resolve({ token }) })).status).toBe(200)

  // The run read its person before; the lane has not written anything yet.
  expect(await send(run)).toEqual({ status: 'skipped', reason: 'unsubscribed' })
  await applyAll()
  expect(await send(await runOf(place))).toEqual({ status: 'skipped', reason: 'unsubscribed' })
  expect(sink.mails).toHaveLength(1)
})

test('FL-08 a suppressed address gets no mail, on its own site and mode', async () => {
  const run = await runOf(place)
  await withTeams(place.teamId, (tx) =>
    suppress(tx, { ...place, livemode: true, email: ' ADA@example.com' }, 'by_hand', 'Asked on the phone.'),
  )
  expect(await send(run)).toEqual({ status: 'skipped', reason: 'suppressed' })
  expect(await send({ ...run, livemode: false })).toMatchObject({ status: 'done' })
})

test('FL-10 a variable that is missing, and a text with a mistake, send nothing', async () => {
  const run = await runOf(place)
  expect(await send(run, { subject: 'Your plan {{ event.trial_end }}' })).toMatchObject({
    status: 'failed',
    reason: 'variable_missing',
    says: expect.stringMatching(/\S/),
  })
  expect(await send(run, { body: '{{ subscriber.' })).toMatchObject({ status: 'failed', reason: 'template_broken' })
  expect(sink.mails).toEqual([])
})

test('a recipient the server says nobody is: failed, and suppressed from then on', async () => {
  await sink.stop()
  await start({ atRecipient: () => '550 5.1.1 User unknown' })
  const run = await runOf(place)
  expect(await send(run)).toMatchObject({
    status: 'failed',
    reason: 'mail_refused',
    says: expect.stringContaining('5.1.1'),
  })
  expect(await suppressed()).toBe('bounced')
  expect(await send(run)).toEqual({ status: 'skipped', reason: 'suppressed' })
})

test('refused as spam it failed, but the address stays; a server that is busy or away is tried again', async () => {
  await sink.stop()
  await start({ atMessage: () => '554 5.7.1 Spam' })
  const run = await runOf(place)
  expect(await send(run)).toMatchObject({ status: 'failed', reason: 'mail_refused' })
  await sink.stop()
  await start({ atRecipient: () => '451 4.7.1 Come back later' })
  expect(await send(run)).toMatchObject({ status: 'try-again', reason: 'mail_server_down' })
  await sink.stop()
  expect(await send(run)).toMatchObject({ status: 'try-again', reason: 'mail_server_down' })
  expect(await suppressed()).toBeNull()
})

test('DA-02 DA-03 what a customer calls themselves stays a value in headers and text', async () => {
  const evil = 'Ada\r\nBcc: eve@evil.example, <script>alert(1)</script>'
  const run = await runOf(place)
  const subscriber = { ...run.subscriber, name: evil, first_name: evil }
  await send({ ...run, subscriber }, { from_name: 'A\r\nBcc: eve@evil.example' })
  const mail = sink.mails[0] ?? expect.unreachable()
  expect([mail.from, mail.to]).toEqual(['hello@example.com', ['ada@example.com']])
  expect(mail.headers).not.toHaveProperty('bcc')
  expect(mail.headers.from).toMatch(/ <hello@example\.com>$/)
  expect(mail.html).not.toContain('<script')
})

test('DA-03 an address that names two mailboxes gets nothing', async () => {
  const run = await runOf(place)
  const subscriber = { ...run.subscriber, email: 'ada@example.com,eve@evil.example' }
  expect(await send({ ...run, subscriber })).toMatchObject({ status: 'failed', reason: 'mail_refused' })
  expect(await send(run, { reply_to: 'a@example.com, b@example.com' })).toMatchObject({ status: 'failed' })
  expect(sink.mails).toEqual([])
})

test('without a mail server it waits in the local mailbox', async () => {
  vi.stubEnv('SMTP_URL', '')
  forgetEnv()
  const before = (await devMailsOf('ada@example.com')).length
  expect(await send(await runOf(place))).toMatchObject({ status: 'done' })
  const mails = await devMailsOf('ada@example.com')
  expect(mails).toHaveLength(before + 1)
  expect(mails[0]?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
})
