import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { authSecret } from '@/lib/auth/secret'
import { env } from '@/lib/env'
import type { Recipient } from './unsubscribe'

/**
 * The link in a mail by which its reader unsubscribes. Everything stands in it, sealed with a key derived from AUTH_SECRET: no row is
 * kept per mail, nobody can make one up or change it, and whoever reads it in a log learns neither address nor team.
 */
export function unsubscribeLinks(recipient: Recipient): Record<'page' | 'oneClick', string> {
  const token = tokenOf(recipient)
  const at = (path: string) => new URL(path, env().APP_URL).toString()
  return { page: at(`/unsubscribe/${token}`), oneClick: at(`/api/unsubscribe/${token}`) }
}

/** The nonce follows from the text, so one person's link is the same in every mail, and no nonce serves two texts. */
export function tokenOf({ teamId, siteId, livemode, partyKey, email }: Recipient): string {
  const text = JSON.stringify([teamId, siteId, livemode, partyKey, email])
  const nonce = createHmac('sha256', keyFor('nonces')).update(text).digest().subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor('texts'), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Whom a link is about; null for one we did not make. */
export function recipientIn(token: string): Recipient | null {
  const bytes = Buffer.from(token, 'base64url')
  // What decodes to the same bytes is written in one way only.
  if (bytes.length <= nonceBytes + tagBytes || bytes.length > mostBytes || bytes.toString('base64url') !== token)
    return null
  const text = opened(bytes)
  if (text === null) return null
  const [teamId, siteId, livemode, partyKey, email] = parts.parse(JSON.parse(text))
  return { teamId: teamId as TeamId, siteId: siteId as SiteId, livemode, partyKey, email }
}

const [nonceBytes, tagBytes, mostBytes] = [12, 16, 2_000]
const parts = z.tuple([z.uuid(), z.uuid(), z.boolean(), z.string(), z.string()])

function opened(bytes: Buffer): string | null {
  const tagAt = bytes.length - tagBytes
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', keyFor('texts'), bytes.subarray(0, nonceBytes), options)
  decipher.setAuthTag(bytes.subarray(tagAt))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, tagAt)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

const keyFor = (what: 'nonces' | 'texts') =>
  new Uint8Array(hkdfSync('sha256', authSecret(), '', `sluice unsubscribe links, ${what}`, 32))
