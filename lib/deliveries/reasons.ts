import type { ReasonText } from '@/lib/reasons'

const retry = { label: 'Retry now', does: 'retry' } as const
const openDestination = { label: 'Open the destination', does: 'open_destination' } as const
const changeKey = { label: 'Change the key', does: 'open_destination' } as const
const changeAddress = { label: 'Change the address', does: 'open_destination' } as const

/** Why a delivery did not arrive, or did not need to: part of the one catalogue (lib/reasons.ts). */
export const deliveryReasons = {
  address_refused: {
    title: 'Address not allowed',
    explanation:
      'The address leads into a private network, or is written in a way Sluice does not follow. Nothing was sent there.',
    action: changeAddress,
  },
  host_not_found: {
    title: 'Host not found',
    explanation: 'No server is known under this name at the moment. The delivery is tried again by itself.',
    action: retry,
  },
  connection_refused: {
    title: 'No connection',
    explanation: 'The server did not take the connection. The delivery is tried again by itself.',
    action: retry,
  },
  connection_lost: {
    title: 'Connection lost',
    explanation:
      'The connection ended before the answer was complete. The delivery may have arrived; the retry carries the same id.',
    action: retry,
  },
  certificate: {
    title: 'Certificate not trusted',
    explanation:
      'The server’s TLS certificate has expired, names another host, or was issued by nobody known. Nothing was sent.',
    action: retry,
  },
  timed_out: {
    title: 'No answer in time',
    explanation:
      'The server did not answer within 15 seconds. The delivery may have arrived; the retry carries the same id.',
    action: retry,
  },
  redirected: {
    title: 'Redirected',
    explanation: 'The server sent us to another address. Sluice follows no redirects; use the final address instead.',
    action: changeAddress,
  },
  key_refused: {
    title: 'Key refused',
    explanation: 'The receiver does not know the key, or it lacks the right to do this.',
    action: changeKey,
  },
  too_many_requests: {
    title: 'Too many requests',
    explanation: 'The receiver asked us to slow down. The delivery is tried again when it said.',
    action: retry,
  },
  receiver_failed: {
    title: 'Receiver failed',
    explanation: 'The receiver reported a failure on its side. The delivery is tried again by itself.',
    action: retry,
  },
  receiver_refused: {
    title: 'Refused by the receiver',
    explanation: 'The receiver understood the delivery and does not accept it as it is now.',
    action: { label: 'Show what it said', does: 'show_attempt' },
  },
  destination_off: {
    title: 'Destination was off',
    explanation: 'The destination was paused, disabled or removed before this was sent. It is kept.',
    action: openDestination,
  },
  gone: {
    title: 'Address is gone',
    explanation:
      'The receiver answered 410: it wants nothing more at this address. The destination was disabled, and what waited is kept.',
    action: changeAddress,
  },
  no_address: {
    title: 'About nobody',
    explanation: 'This destination takes what is about a person with an e-mail address, and the event names none.',
    action: { label: 'Show the event', does: 'show_event' },
  },
  person_deleted: {
    title: 'Person was deleted',
    explanation: 'The person was deleted before this was sent, so nothing was sent that could bring them back.',
    action: { label: 'Show the event', does: 'show_event' },
  },
  could_not_send: {
    title: 'Not sent',
    explanation: 'Something broke on our side. The delivery is tried again by itself.',
    action: retry,
  },
  answer_lost: {
    title: 'Answer not heard',
    explanation:
      'The process that made the call ended before it heard the answer. The delivery may have arrived; the retry carries the same id.',
    action: retry,
  },
  destination_disabled: {
    title: 'Destination was disabled',
    explanation: 'The destination was disabled while this waited. It is kept, and can be sent when you enable it.',
    action: openDestination,
  },
  destination_removed: {
    title: 'Destination was removed',
    explanation: 'The destination was removed while this waited. Nothing was sent after that.',
    action: { label: 'Show the event', does: 'show_event' },
  },
  connection_ended: {
    title: 'Stripe was disconnected',
    explanation: 'The Stripe account was disconnected while this waited, so it was not sent.',
    action: retry,
  },
  stopped: {
    title: 'Stopped by a person',
    explanation: 'Somebody of your team stopped the retries. Nothing more is sent unless it is asked for.',
    action: retry,
  },
} as const satisfies Record<string, ReasonText>
