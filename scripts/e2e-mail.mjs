// A real SMTP server for the stories about mail: keeps what it is sent, and gives it out over HTTP on the next port. Scripts are plain
// Node, which cannot load the one of the integration tests (lib/mail/testing.ts).
import { createServer } from 'node:http'
import { SMTPServer } from 'smtp-server'

const host = '127.0.0.1'
/** Set by `npm test`, where nobody stops and thinks; a story that is under way asks three times a minute (e2e/support/story.ts). */
const silenceMs = Number(process.env.E2E_MAIL_SILENCE_MS ?? 0)

/**
 * Resolves when both listen; `GET /?to=ada@example.com` gives `[{ from, to, raw }]`, the oldest first. `whenTold` is called once
 * nobody has asked for E2E_MAIL_SILENCE_MS, if that is set: the stories about mail are told.
 */
export async function startMail(port, whenTold) {
  let silence
  const mails = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      const chunks = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address)
        mails.push({ from: envelope.mailFrom.address, to, raw: Buffer.concat(chunks).toString('utf8') })
        done()
      })
    },
  })
  const http = createServer((request, response) => {
    clearTimeout(silence)
    if (silenceMs) silence = setTimeout(whenTold, silenceMs)
    const wanted = new URL(request.url, `http://${host}`).searchParams.get('to')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(mails.filter(({ to }) => to.includes(wanted))))
  })
  await Promise.all([
    new Promise((ready) => smtp.listen(port, host, ready)),
    new Promise((ready) => http.listen(port + 1, host, ready)),
  ])
}
