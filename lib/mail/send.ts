import nodemailer, { type Transporter } from 'nodemailer'
import { db } from '@/db/client'
import { devMails } from '@/db/schema/operations'
import { env } from '@/lib/env'
import { type Message, oneLine } from './compose'
import { parseMailbox } from './mailbox'

export interface Mail extends Message {
  to: string
  /** Shown beside the server's own address; its own name where it is left out. */
  fromName?: string | undefined
  /** One plain mailbox. */
  replyTo?: string | undefined
  /** The same for the same mail sent twice, so that a mailbox can tell: `<unique@host>`. */
  messageId?: string | undefined
  headers?: Record<string, string> | undefined
}

/**
 * Sends one mail to one address, or throws. Without SMTP_URL (local only) it becomes a row shown at /dev/mailbox.
 * The envelope is set from our own parser's result, so no other reading of `to` can widen it (DA-02, DA-03).
 */
export async function sendMail({
  to,
  subject,
  text,
  html,
  fromName,
  replyTo,
  messageId,
  headers,
}: Mail): Promise<void> {
  const address = parseMailbox(to)
  if (!address) throw new Error('sendMail needs one plain mailbox')
  const answers = replyTo === undefined ? null : parseMailbox(replyTo)
  if (replyTo !== undefined && !answers) throw new Error('replies need one plain mailbox')
  const clean = oneLine(subject)
  const more = Object.fromEntries(Object.entries(headers ?? {}).map(cleanHeader))
  const { SMTP_URL, MAIL_FROM } = env()
  if (!SMTP_URL) {
    const shown = { ...more, ...(answers && { 'Reply-To': answers }), ...(messageId && { 'Message-ID': messageId }) }
    await db.insert(devMails).values({ recipient: address, subject: clean, text, html, headers: shown })
    return
  }
  const from = parseSender(MAIL_FROM)
  await transport(SMTP_URL).sendMail({
    envelope: { from: from.address, to: [address] },
    from: { name: oneLine(fromName ?? '') || from.name, address: from.address },
    to: { name: '', address },
    ...(answers && { replyTo: { name: '', address: answers } }),
    ...(messageId && { messageId: oneLine(messageId) }),
    subject: clean,
    text,
    html,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Bounces and auto-replies to a robot help nobody.
    headers: { 'Auto-Submitted': 'auto-generated', ...more },
  })
}

function cleanHeader([name, value]: [string, string]): [string, string] {
  if (!/^[A-Za-z][A-Za-z-]*$/.test(name)) throw new Error('not the name of a header')
  return [name, oneLine(value)]
}

/** `Sluice <hello@example.com>` or the address alone. */
export function parseSender(text: string | undefined): { name: string; address: string } {
  const named = /^\s*"?([^"<>@]*?)"?\s*<([^<>]+)>\s*$/.exec(text ?? '')
  const address = parseMailbox(named?.[2] ?? text)
  if (!address) throw new Error('MAIL_FROM is not a mailbox: write "Sluice <mail@your-domain>" or the address alone')
  return { name: oneLine(named?.[1] ?? '') || 'Sluice', address }
}

let made: { url: string; transporter: Transporter } | undefined

function transport(url: string): Transporter {
  if (made?.url !== url) {
    made?.transporter.close()
    made = {
      url,
      transporter: nodemailer.createTransport({
        url,
        connectionTimeout: 5_000,
        greetingTimeout: 5_000,
        socketTimeout: 15_000,
      }),
    }
  }
  return made.transporter
}
