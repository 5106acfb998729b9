import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { devMailsOf } from './queries'
import { sendMail } from './send'
import { type MailSink, type SinkRules, startMailSink } from './testing'
import { trySend } from './try-send'

useTestDatabase()

const mail = {
  to: 'Ada@Example.com',
  subject: 'Hello\r\nBcc: eve@evil.example',
  text: 'Text\r\n.\r\nRCPT TO:<eve@evil.example>',
  html: '<p>Text</p>',
}

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

function useServer(url: string) {
  vi.stubEnv('SMTP_URL', url)
  vi.stubEnv('MAIL_FROM', 'Sluice <hello@example.com>')
  forgetEnv()
}

test('without a mail server a mail waits in the local mailbox, with its headers', async () => {
  vi.unstubAllEnvs()
  forgetEnv()
  await sendMail({
    ...mail,
    replyTo: 'help@example.com',
    messageId: '<1@x.example>',
    headers: { 'List-Unsubscribe': '<https://x.example>' },
  })
  expect(await devMailsOf('ada@example.com')).toMatchObject([
    {
      subject: 'Hello Bcc: eve@evil.example',
      text: mail.text,
      headers: {
        'List-Unsubscribe': '<https://x.example>',
        'Reply-To': 'help@example.com',
        'Message-ID': '<1@x.example>',
      },
    },
  ])
})

test('DA-03 more than one address is refused before anything is sent', async () => {
  const two = 'ada@example.com, eve@evil.example'
  await expect(sendMail({ ...mail, to: two })).rejects.toThrow('one plain mailbox')
  await expect(sendMail({ ...mail, replyTo: two })).rejects.toThrow('one plain mailbox')
  expect(await trySend({ ...mail, to: two })).toMatchObject({ status: 'refused', isBounce: false })
  expect(await trySend({ ...mail, replyTo: two })).toMatchObject({ status: 'refused', isBounce: false })
})

test('DA-02 a header’s name cannot hold anything else', async () => {
  await expect(sendMail({ ...mail, headers: { 'X: y\r\nBcc': 'eve@evil.example' } })).rejects.toThrow('header')
})

let sink: MailSink
const starts = async (rules: SinkRules = {}) => {
  sink = await startMailSink(rules)
  useServer(sink.url)
}
beforeEach(() => starts())
afterEach(() => sink.stop())

test('DA-02 DA-03 a real SMTP server sees one recipient, one subject line, and nothing injected', async () => {
  await sendMail({
    ...mail,
    fromName: 'Roasters, "Zoë" <eve@evil.example>\r\nBcc: eve@evil.example',
    replyTo: 'Help@Example.com',
    messageId: '<run.step.1@sluice.example>\r\nBcc: eve@evil.example',
    headers: { 'List-Unsubscribe': '<https://sluice.example/x>\r\nBcc: eve@evil.example' },
  })
  const [caught] = sink.mails
  expect(caught).toMatchObject({ from: 'hello@example.com', to: ['ada@example.com'] })
  const { headers, subject } = caught ?? expect.unreachable()
  expect(headers).not.toHaveProperty('bcc')
  expect(subject).toBe('Hello Bcc: eve@evil.example')
  expect(headers.to).toBe('ada@example.com')
  expect(headers['reply-to']).toBe('help@example.com')
  expect(headers['auto-submitted']).toBe('auto-generated')
  expect(headers['list-unsubscribe']).toBe('<https://sluice.example/x> Bcc: eve@evil.example')
  // One mailbox: whatever the name says is said inside it.
  expect(headers.from).toMatch(/ <hello@example\.com>$/)
  expect(caught?.raw.match(/^From: (.*(?:\r\n[ \t].*)*)/m)?.[1]).toMatch(/^=\?UTF-8\?[QB]\?\S+/)
  expect(caught?.text).toContain('RCPT TO:<eve@evil.example>')
})

test('a long link in a header arrives whole', async () => {
  const link = `<https://sluice.example.com/unsubscribe/${'x'.repeat(400)}>`
  await sendMail({ ...mail, headers: { 'List-Unsubscribe': link } })
  expect(sink.mails[0]?.headers['list-unsubscribe']).toBe(link)
})

test.each([
  ['550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown', true],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
  ['551 No such user here', true],
  ['553 Mailbox does not exist', true],
  ['550 5.7.1 Message rejected as spam', false],
  ['552 5.2.2 Mailbox full', false],
  ['550 Relaying denied', false],
  ['550 Sender address rejected: Domain not found', false],
  ['550 Sender verify failed: unknown user', false],
  ['550 5.1.2 MAIL FROM domain not found', false],
  ['550 HELO host not found', false],
  ['550 Client host not found in DNS', false],
  ['550 <client@from.example>: No such user', true],
  ['550 5.1.1 User unknown in relay recipient table', true],
])('a recipient refused with “%s”: for good, and it is a bounce: %s', async (answer, isBounce) => {
  await sink.stop()
  await starts({ atRecipient: () => answer })
  const sent = await trySend(mail)
  expect(sent).toMatchObject({ status: 'refused', isBounce })
  expect(sent).toHaveProperty('says', expect.stringContaining(answer.slice(0, 3)))
})

test('a mail refused after it was read is refused for good; a server that is busy or away is tried again', async () => {
  await sink.stop()
  await starts({ atMessage: () => '554 5.7.1 Spam' })
  expect(await trySend(mail)).toMatchObject({ status: 'refused', isBounce: false })
  await sink.stop()
  await starts({ atRecipient: () => '451 4.7.1 Greylisted, come back later' })
  expect(await trySend(mail)).toMatchObject({ status: 'try_again' })
  await sink.stop()
  expect(await trySend(mail)).toMatchObject({ status: 'try_again' })
  await starts()
  expect(await trySend(mail)).toEqual({ status: 'sent' })
})

test('our own mistakes are not taken for the server’s', async () => {
  vi.stubEnv('MAIL_FROM', 'nobody')
  forgetEnv()
  await expect(trySend(mail)).rejects.toThrow('MAIL_FROM')
})
