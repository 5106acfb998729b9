import { createServer } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { devMailsOf } from './queries'
import { sendMail } from './send'

useTestDatabase()

const mail = {
  subject: 'Hello\r\nBcc: eve@evil.example',
  text: 'Text\r\n.\r\nRCPT TO:<eve@evil.example>',
  html: '<p>Text</p>',
}

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

test('without a mail server a mail waits in the local mailbox', async () => {
  await sendMail({ to: 'Ada@Example.com', ...mail })
  expect(await devMailsOf('ada@example.com')).toMatchObject([
    { subject: 'Hello Bcc: eve@evil.example', text: mail.text },
  ])
})

test('DA-03 more than one address is refused before anything is sent', async () => {
  await expect(sendMail({ to: 'ada@example.com, eve@evil.example', ...mail })).rejects.toThrow('one plain mailbox')
})

test('DA-02 DA-03 a real SMTP server sees one recipient, one subject line, and nothing injected', async () => {
  const sink = await startSink()
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${sink.port}`)
  vi.stubEnv('MAIL_FROM', 'Sluice <hello@example.com>')
  forgetEnv()
  await sendMail({ to: 'Ada@Example.com', ...mail })
  await sink.stop()
  expect(sink.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
    'MAIL FROM:<hello@example.com>',
    'RCPT TO:<ada@example.com>',
  ])
  const head = sink.message.split('\r\n\r\n')[0] ?? ''
  expect(head).toContain('Subject: Hello Bcc: eve@evil.example')
  expect(head).not.toMatch(/^Bcc:/m)
  expect(head).toMatch(/^To: ada@example\.com$/m)
})

/** As much SMTP as one mail needs. */
async function startSink() {
  const seen = { commands: [] as string[], message: '' }
  const server = createServer((socket) => {
    let inData = false
    let rest = ''
    socket.write('220 sink\r\n')
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (inData && line === '.') {
          inData = false
          socket.write('250 kept\r\n')
        } else if (inData) seen.message += `${line}\r\n`
        else {
          seen.commands.push(line)
          inData = line === 'DATA'
          socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
        }
      }
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(seen, { port, stop: () => new Promise((resolve) => server.close(resolve)) })
}
