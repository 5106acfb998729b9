// A real SMTP server for the stories about mail: keeps what it is sent, and gives it out over HTTP on the next port. Scripts are plain
// Node, which cannot load the one of the integration tests (lib/mail/testing.ts).
import { createServer } from 'node:http'
import { SMTPServer } from 'smtp-server'

const host = '127.0.0.1'

/** Resolves when both listen; `GET /?to=ada@example.com` gives `[{ from, to, raw }]`, the oldest first. */
export async function startMail(port) {
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
    const wanted = new URL(request.url, `http://${host}`).searchParams.get('to')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(mails.filter(({ to }) => to.includes(wanted))))
  })
  await Promise.all([
    new Promise((ready) => smtp.listen(port, host, ready)),
    new Promise((ready) => http.listen(port + 1, host, ready)),
  ])
}
