import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { env } from '@/lib/env'
import type { Key } from '@/lib/secrets/seal'
import type { Recipient } from './unsubscribe'

/**
 * The link in a mail by which its reader unsubscribes. Everything stands in it, sealed: no row is kept per mail, nobody can make one up
 * or change it, and whoever reads it in a log learns neither address nor team. People press it years later, so its keys are derived from
 * ENCRYPTION_KEYS, of which the first seals and all open, and which are kept as long as anything stored needs them; a secret that is
 * simply exchanged would end every link there is.
 */
export function unsubscribeLinks(recipient: Recipient): Record<'page' | 'oneClick', string> {
  const token = tokenOf(recipient)
  const at = (path: string) => new URL(path, env().APP_URL).toString()
  return { page: at(`/unsubscribe/${token}`), oneClick: at(`/api/unsubscribe/${token}`) }
}

/** The nonce follows from the text, so one person's link is the same in every mail, and no nonce serves two texts. */
export function tokenOf({ teamId, siteId, livemode, partyKey, email }: Recipient): string {
  const text = JSON.stringify([teamId, siteId, livemode, partyKey, email])
  const [key] = env().ENCRYPTION_KEYS
  if (!key) throw new Error('ENCRYPTION_KEYS is empty: there is no key to seal a link with')
  const nonce = createHmac('sha256', derived(key, 'nonces')).update(text).digest().subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', derived(key, 'texts'), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Whom a link is about; null for one we did not make. */
export function recipientIn(token: string): Recipient | null {
  const bytes = Buffer.from(token, 'base64url')
  // What decodes to the same bytes is written in one way only.
  if (bytes.length <= nonceBytes + tagBytes || bytes.length > mostBytes || bytes.toString('base64url') !== token)
    return null
  const text = env()
    .ENCRYPTION_KEYS.map((key) => opened(bytes, key))
    .find((found) => found !== null)
  if (text === undefined) return null
  const [teamId, siteId, livemode, partyKey, email] = parts.parse(JSON.parse(text))
  return { teamId: teamId as TeamId, siteId: siteId as SiteId, livemode, partyKey, email }
}

const [nonceBytes, tagBytes, mostBytes] = [12, 16, 2_000]
const parts = z.tuple([z.uuid(), z.uuid(), z.boolean(), z.string(), z.string()])

function opened(bytes: Buffer, key: Key): string | null {
  const tagAt = bytes.length - tagBytes
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', derived(key, 'texts'), bytes.subarray(0, nonceBytes), options)
  decipher.setAuthTag(bytes.subarray(tagAt))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, tagAt)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

const derived = ({ key }: Key, what: 'nonces' | 'texts') =>
  new Uint8Array(hkdfSync('sha256', key, '', `sluice unsubscribe links, ${what}`, 32))
