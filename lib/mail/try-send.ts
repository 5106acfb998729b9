import { says } from '@/lib/destinations/says'
import { parseMailbox } from './mailbox'
import { type Mail, sendMail } from './send'

/** What a mail server made of a mail. */
export type Sent =
  | { status: 'sent' }
  /** For good. `isBounce`: because nobody has this address, so nothing should be sent there again. */
  | { status: 'refused'; says: string; isBounce: boolean }
  | { status: 'try_again'; says: string }

/** Sends one mail and tells what became of it. Throws only for our own mistakes, never for what the mail server does. */
export async function trySend(mail: Mail): Promise<Sent> {
  for (const address of [mail.to, mail.replyTo])
    if (address !== undefined && !parseMailbox(address))
      return { status: 'refused', says: `${address.slice(0, 100)} is no plain mailbox.`, isBounce: false }
  try {
    await sendMail(mail)
    return { status: 'sent' }
  } catch (error) {
    return sentOf(error as SmtpError)
  }
}

/** As nodemailer tells it. */
interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
  command?: string
}

/** Nodemailer's names for what happens between us and the server; everything else is ours. */
const ofTheServer =
  /^(EENVELOPE|EMESSAGE|EAUTH|ENOAUTH|ECONNECTION|ETIMEDOUT|ESOCKET|EDNS|ETLS|EREQUIRETLS|EPROTOCOL|ESTREAM)$/

function sentOf(error: SmtpError): Sent {
  if (!ofTheServer.test(error.code ?? '')) throw error
  const words = says(error.response ?? error.message, [])
  // What is refused before the mail is named, such as our password, is the server's setup: it goes out once somebody has mended that.
  const isOfTheMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  if (!isOfTheMail || (error.responseCode ?? 0) < 500) return { status: 'try_again', says: words }
  return { status: 'refused', says: words, isBounce: error.command === 'RCPT TO' && isNobody(error.response ?? '') }
}

/**
 * RFC 3463: 5.1.1, 5.1.2, 5.1.3, 5.1.6 and 5.1.10 say that there is no such address, 5.2.1 that it is closed. Servers that give no such
 * code say it in words; a refusal for another reason (spam, relaying, a full mailbox) says nothing of the address. Nor does one that
 * is about us, which servers give at the recipient too: “550 Sender domain not found”.
 */
function isNobody(response: string): boolean {
  if (aboutUs.test(response.replace(/\S+@\S+|relay recipient table/gi, ''))) return false
  const [, code] = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})/.exec(response) ?? []
  if (code) return /^5\.(1\.(1|2|3|6|10)|2\.1)$/.test(code)
  return /^55[013]\b.*(no such|unknown|not? exist|not found|no mailbox|invalid (address|recipient|mailbox))/i.test(
    response,
  )
}

/** Addresses are left out before, and Postfix' own name for a list of recipients. */
const aboutUs = /\b(sender|from|helo|ehlo|client|relay\w*)\b/i
