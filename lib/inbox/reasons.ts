import type { ReasonText } from '@/lib/reasons'

/** Why a webhook did not become an ordinary event: part of the one catalogue (lib/reasons.ts). */
export const webhookReasons = {
  not_in_catalogue: {
    title: 'Not used by Sluice',
    explanation: 'Stripe sent an event type that Sluice has no use for. It is kept and searchable; it changes nothing.',
    action: { label: 'Show what Stripe sent', does: 'show_raw' },
  },
  thin_event: {
    title: 'Thin event',
    explanation:
      'This endpoint sends thin events, which name an object but do not carry it. Sluice reads snapshot events. Nothing was changed.',
    action: { label: 'Choose the snapshot format in Stripe', does: 'change_endpoint' },
  },
  envelope: {
    title: 'Wrapped by another service',
    explanation:
      'The event arrived inside the envelope of another service, such as Amazon EventBridge or Azure Event Grid. Sluice reads what Stripe sends directly. Nothing was changed.',
    action: { label: 'Send webhooks straight from Stripe', does: 'change_endpoint' },
  },
  unprocessable: {
    title: 'Not readable',
    explanation: 'The body is not a Stripe event we can read. We kept it byte for byte. Nothing was changed.',
    action: { label: 'Show what Stripe sent', does: 'show_raw' },
  },
  switched_off: {
    title: 'Received, not used',
    explanation: 'This event is switched off for this connection. It was kept, and it changed nothing.',
    action: { label: 'Switch on', does: 'switch_on' },
  },
  filtered: {
    title: 'Left out by a filter',
    explanation:
      'This event is limited for this connection, and this one does not match. It was kept, and it changed nothing.',
    action: { label: 'Show the filter', does: 'show_filter' },
  },
  ignored_customer: {
    title: 'Ignored customer',
    explanation:
      'Events of this customer change nothing, because someone put the customer on the ignore list. This one was kept.',
    action: { label: 'Show the ignore list', does: 'show_ignored' },
  },
  no_person: {
    title: 'Waiting for a person',
    explanation:
      'Stripe names no e-mail address for this event yet. What it tells is kept, and we continue by ourselves as soon as an address is known.',
    action: { label: 'Show what we tried', does: 'find_person' },
  },
  nobody_named: {
    title: 'About nobody',
    explanation:
      'The event names no customer, no payment and no address, so nobody can be found for it. It was kept, and it changed nothing.',
    action: { label: 'Show what Stripe sent', does: 'show_raw' },
  },
  disconnected: {
    title: 'Disconnected',
    explanation: 'The event came after this Stripe account was disconnected. It was kept, and it changed nothing.',
    action: { label: 'Reconnect', does: 'reconnect' },
  },
  confirmed_disconnect: {
    title: 'Confirmed the disconnect',
    explanation: 'Stripe confirms that Sluice has no access any more, which is what was asked for here.',
    action: { label: 'Open the connection', does: 'open_connection' },
  },
  paused: {
    title: 'Paused',
    explanation: 'The connection was paused when this event came. It was kept, and it changed nothing.',
    action: { label: 'Resume', does: 'resume' },
  },
  unrouted: {
    title: 'No connection',
    explanation:
      'No team has connected this Stripe account in this mode. The event is kept for 30 days and used as soon as the account is connected.',
    action: { label: 'Connect the account', does: 'connect' },
  },
  other_mode: {
    title: 'About test mode only',
    explanation: 'Access to the test side of this account ended. The connection is for live mode, so it goes on.',
    action: { label: 'Open the connection', does: 'open_connection' },
  },
  too_old: {
    title: 'Too old to start a flow',
    explanation: 'The event was more than 24 hours old when it was used. The subscriber is right; no flow was started.',
    action: { label: 'Show what Stripe sent', does: 'show_raw' },
  },
  historical: {
    title: 'From before the connection',
    explanation:
      'The event happened before this account was connected. It starts no flow, sends no mail and ends no connection.',
    action: { label: 'Show what Stripe sent', does: 'show_raw' },
  },
  data_error: {
    title: 'Could not be stored',
    explanation: 'The database refused a value of this event. The others went on; this one changed nothing.',
    action: { label: 'Try again', does: 'replay' },
  },
  failed: {
    title: 'Failed ten times',
    explanation:
      'Something broke on our side each time we used this event. The others went on; this one changed nothing.',
    action: { label: 'Try again', does: 'replay' },
  },
  quarantined: {
    title: 'Set aside for safety',
    explanation:
      'The program ended, or hung, each time it used this event: three times with nothing else at hand. The others went on; this one changed nothing. It is tried once more by itself after ten minutes.',
    action: { label: 'Try again', does: 'replay' },
  },
  no_secret: {
    title: 'No signing secret set',
    explanation:
      'Someone is calling us, but no webhook signing secret is configured, so nothing can be checked. Stripe keeps the event and sends it again.',
    action: { label: 'How to set up the endpoint', does: 'read_docs' },
  },
  signature_malformed: {
    title: 'No readable signature',
    explanation: 'The call carried no Stripe-Signature header in the form Stripe sends, so it was refused unread.',
    action: { label: 'How to set up the endpoint', does: 'read_docs' },
  },
  signature_expired: {
    title: 'Signature out of time',
    explanation:
      'The signature is dated more than five minutes before or after our clock: a repeated recording, or a clock that is wrong.',
    action: { label: 'Check the clock of this server', does: 'read_docs' },
  },
  signature_mismatch: {
    title: 'Signature does not match',
    explanation:
      'Someone is calling us, but the signature does not match any signing secret. The secret was probably rolled, or belongs to another endpoint.',
    action: { label: 'Paste the new secret', does: 'paste_secret' },
  },
  wrong_mode: {
    title: 'Test secret on a live event',
    explanation: 'A live event was signed with a secret that is marked for test mode, so it was refused.',
    action: { label: 'Paste the live secret', does: 'paste_secret' },
  },
  foreign_account: {
    title: 'Another account',
    explanation: 'The event names another Stripe account than the one this address belongs to, so it was refused.',
    action: { label: 'Open the connection', does: 'open_connection' },
  },
  unknown_endpoint: {
    title: 'Unknown address',
    explanation: 'The webhook address belongs to no connection. It was probably removed while Stripe still calls it.',
    action: { label: 'How to set up the endpoint', does: 'read_docs' },
  },
} as const satisfies Record<string, ReasonText>

/** Only of webhooks: for pages in the browser, which need not load what deliveries may end in. */
export const webhookReasonText = (reason: string): ReasonText =>
  (webhookReasons as Record<string, ReasonText>)[reason] ?? unknownReason(reason)

/** What another version of Sluice recorded. */
export const unknownReason = (reason: string): ReasonText => ({
  title: reason.replaceAll('_', ' '),
  explanation: 'This reason was recorded by another version of Sluice.',
  action: { label: 'Show what Stripe sent', does: 'show_raw' },
})
