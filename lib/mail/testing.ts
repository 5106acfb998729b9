import { SMTPServer } from 'smtp-server'
import { type ReadMail, readMail } from './testing-read'

/** A mail as it came over SMTP: the envelope, and what stands in it. */
export interface Caught extends ReadMail {
  from: string
  to: string[]
  raw: string
}

export interface MailSink {
  /** For SMTP_URL. */
  url: string
  mails: Caught[]
  /** The newest mail to an address. */
  to(address: string): Caught | undefined
  stop(): Promise<void>
}

/** What the server answers with instead of taking it: `550 5.1.1 No such user`. Null = it takes it. */
export interface SinkRules {
  atRecipient?(address: string): string | null
  atMessage?(mail: Caught): string | null
}

/** A real SMTP server on loopback that keeps what it is sent. */
export async function startMailSink({ atRecipient, atMessage }: SinkRules = {}, port = 0): Promise<MailSink> {
  const mails: Caught[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    // As most servers: addresses in any script are for those that ask for it.
    onRcptTo: ({ address }, _session, done) => done(refusal(atRecipient?.(address))),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const mail = { from, to: envelope.rcptTo.map((one) => one.address), raw, ...readMail(raw) }
        const refused = refusal(atMessage?.(mail))
        if (!refused) mails.push(mail)
        done(refused)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address()
  return {
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    mails,
    to: (wanted) => mails.findLast((mail) => mail.to.includes(wanted)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function refusal(answer: string | null | undefined): Error | null {
  if (!answer) return null
  const [code = '550', ...words] = answer.split(' ')
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) })
}
