import { createHash } from 'node:crypto'
import { idPattern } from './limits'

/** What the receiver needs of a webhook to keep it; the rest is read by the lane. */
export interface Envelope {
  stripeEventId: string
  type: string
  /** '' when the body names none. */
  account: string
  livemode: boolean
  created: Date
}

const typePattern = /^[a-z0-9_.]{1,255}$/i
const earliest = Date.UTC(2010, 0, 1) / 1000
const latest = Date.UTC(2100, 0, 1) / 1000
/** A constant and never now(): every retry of the same bytes must produce the same key. */
const noDate = new Date(Date.UTC(2010, 0, 1))

/**
 * Reads id, type, account, mode and date of a signed body. Never throws: what is missing or odd gets a value that is the
 * same in every retry (the id: `sha256:` of the body).
 */
export function readEnvelope(body: Uint8Array): Envelope {
  const event = parse(body)
  const id = event?.id
  return {
    stripeEventId: typeof id === 'string' && idPattern.test(id) ? id : hashOf(body),
    type: typeof event?.type === 'string' && typePattern.test(event.type) ? event.type : 'unknown',
    account: typeof event?.account === 'string' && idPattern.test(event.account) ? event.account : '',
    livemode: event?.livemode === true || event?.livemode === 'true',
    created: dateOf(event?.created),
  }
}

/** The envelope of a body the database refused: nothing of its content but its hash. */
export const bareEnvelope = (body: Uint8Array, known: Envelope): Envelope => ({
  ...known,
  stripeEventId: hashOf(body),
  type: 'unknown',
  created: noDate,
})

const utf8 = new TextDecoder()

function parse(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

const hashOf = (body: Uint8Array) => `sha256:${createHash('sha256').update(body).digest('hex')}`

function dateOf(created: unknown): Date {
  const seconds = typeof created === 'string' && /^\d{1,12}$/.test(created) ? Number(created) : created
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < earliest || seconds >= latest)
    return noDate
  return new Date(seconds * 1000)
}
