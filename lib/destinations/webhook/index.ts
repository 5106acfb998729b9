import { z } from 'zod'
import { fail, ok } from '@/lib/result'
import { hear } from '../answers'
import { type Delivery, defineDestination } from '../destination'
import { headers, secretsOf, url } from '../fields'
import { soundJson } from '../sound-json'
import { outcomeOf } from './outcome'
import { overlapEnds, rotate, signingSecrets } from './secrets'
import { signatureHeaders } from './sign'

const shape = z.object({
  url: url('Address', 'Every event is posted there as JSON.'),
  headers: headers('Headers', 'Sent along with every event, for example Authorization.'),
  secrets: signingSecrets(),
})

export const webhook = defineDestination({
  kind: 'webhook',
  label: 'Webhook',
  gets: 'Every event as signed JSON, at an address of your own.',
  config: shape,
  // An address of one's own names no limit; what is in flight at a time is bounded for every destination (lib/deliveries/claim).
  limits: { batch: 1, calls: Number.POSITIVE_INFINITY, perMs: 1_000 },
  mapping: null,
  fieldName: null,
  needsPerson: false,
  takesContacts: false,
  signing: {
    secretOf: ({ secrets }) => secrets[0]?.secret ?? '',
    rotate,
    overlapEnds: ({ secrets }, now) => overlapEnds(secrets, now),
  },
  // An address has no name of its own; whoever answers there is a server.
  words: {
    one: 'a webhook',
    it: 'the webhook',
    asked: 'The address',
    receiver: 'The server',
    standIn: {
      title: 'The sandbox has an address to try this with.',
      use: 'Use its address',
      does: 'It checks what it receives and keeps it. Only on this computer.',
    },
  },
  example: { url: 'https://example.com/hooks/sluice' },
  agreeable: {},

  /** Asks with GET: nothing is delivered, since the receiver cannot know the secret yet. Any answer but a redirect or 410 will do. */
  async check({ url }, http) {
    const answered = await http.request({ method: 'GET', url })
    const heard = hear(answered, { secrets: [], now: new Date() })
    if (!heard.ok && (heard.status === null || heard.outcome.reason === 'redirected')) return fail(heard.outcome.reason)
    if (!heard.ok && heard.status === 410) return fail('gone')
    return ok(`${new URL(url).host} answers.`)
  },

  async send([delivery], { config, http, now }) {
    if (!delivery) return []
    const body = bodyOf(delivery)
    const answered = await http.request({
      method: 'POST',
      url: config.url,
      headers: {
        'user-agent': 'Sluice/1.0 (webhook)',
        ...lowerCased(config.headers),
        'content-type': 'application/json',
        ...signatureHeaders({ id: delivery.id, now, body, secrets: config.secrets }),
      },
      body,
    })
    return [outcomeOf(hear(answered, { secrets: secretsOf(shape, config), now }))]
  },
})

/** Standard Webhooks: `type`, `timestamp`, `data`. The same bytes at every attempt, so that repeats can be compared. */
function bodyOf({ what, event }: Delivery): string {
  if (what !== 'event') throw new Error('A webhook takes events only: contacts are not queued for it.')
  return soundJson({ type: event.name, timestamp: event.occurred_at ?? event.received_at, data: event })
}

/** So that no header of the team's own can stand beside one of ours (OUT-14). */
const lowerCased = (given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
