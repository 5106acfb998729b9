import { createHash } from 'node:crypto'

/**
 * The id a receiver tells repeats by: the same for every attempt, after a replay and after a restore, because nothing in it
 * was made here but the destination; another one when a person sends it again. Without dots (Standard Webhooks signs
 * `id.timestamp.body`).
 */
export function messageId(
  destinationId: string,
  connectionId: string,
  stripeEventId: string,
  resendNo: number,
): string {
  const from = JSON.stringify([destinationId, connectionId, stripeEventId, resendNo])
  return `msg_${createHash('sha256').update(from).digest('hex').slice(0, 32)}`
}
