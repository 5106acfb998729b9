import { reasonText } from '@/lib/reasons'
import type { DeliveryReason, DestinationKind } from './destination'

/**
 * Why a config was not saved. The catalogue speaks of deliveries that are tried again by themselves; here nothing is, and the
 * reader stands before the field that is wrong.
 */
export function checkWords({ label }: Pick<DestinationKind, 'label'>, reason: DeliveryReason): string {
  const words = atCheck[reason]
  return words ? `${words(label)} Nothing was saved.` : `${reasonText(reason).title}. ${reasonText(reason).explanation}`
}

const atCheck: Partial<Record<DeliveryReason, (label: string) => string>> = {
  key_refused: (label) => `${label} does not know this key, or the key lacks the right to do this.`,
  host_not_found: () => 'No server is known under this name. Check the spelling.',
  connection_refused: () => 'The server did not take the connection.',
  connection_lost: () => 'The server ended the connection before it answered.',
  timed_out: () => 'The server did not answer within 15 seconds.',
  certificate: () => 'The server’s TLS certificate has expired, names another host, or was issued by nobody known.',
  redirected: () => 'The server sends us on to another address. Use the final address.',
  gone: () => 'The server answers 410: it wants nothing at this address. Use another one.',
  too_many_requests: (label) => `${label} asks us to slow down. Try again in a minute.`,
  receiver_failed: (label) => `${label} reports a failure on its side. Try again in a minute.`,
  receiver_refused: (label) => `${label} does not accept this.`,
}
