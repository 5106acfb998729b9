import { env } from '@/lib/env'
import type { Http } from '@/lib/outbound/http'
import { type Heard, hear } from '../answers'
import { soundJson } from '../sound-json'
import { failureIn } from './accepted'

export interface BentoKeys {
  site_uuid: string
  publishable_key: string
  secret_key: string
}

export type Command =
  | { command: 'unsubscribe'; email: string }
  /** `email` is the old address, `query` the new one. */
  | { command: 'change_email'; email: string; query: string }

export type BentoApi = ReturnType<typeof bentoApi>

/** Bento's calls (bentonow.com/docs/api). What is sent is in bodies.ts, whether a batch was taken in accepted.ts. */
export function bentoApi(keys: BentoKeys, http: Http, now: Date) {
  const basic = Buffer.from(`${keys.publishable_key}:${keys.secret_key}`).toString('base64')
  const site = new URLSearchParams({ site_uuid: keys.site_uuid })
  const ears = { secrets: [keys.secret_key, keys.publishable_key, basic], now, whenBusy: 60_000 }

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<Heard> {
    const answered = await http.request({
      method,
      url: `${base()}${path}?${site}`,
      headers: {
        authorization: `Basic ${basic}`,
        // Bento: requests without a user agent, or with a library's, are turned away before they are read.
        'user-agent': 'Sluice/1.0 (self-hosted, Stripe to Bento)',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      // Bento: its docs read the site from the query, its own SDK sends it in the body.
      ...(body ? { body: soundJson({ site_uuid: keys.site_uuid, ...body }) } : {}),
    })
    return hear(answered, ears)
  }

  const batch = async (path: string, items: readonly object[], body: object) =>
    failureIn(await call('POST', path, body), items.length)

  return {
    /** Changes nothing: is it our site, and are these its keys? */
    look: () => call('GET', '/fetch/tags'),
    /** Triggers no automation. */
    command: (command: Command) => call('POST', '/fetch/commands', { command }),
    /** Triggers automations. At most 100. */
    events: (events: readonly object[]) => batch('/batch/events', events, { events }),
    /** Triggers no automation. At most 100. */
    subscribers: (subscribers: readonly object[]) => batch('/batch/subscribers', subscribers, { subscribers }),
  }
}

const base = () => `${env().BENTO_API_BASE ?? 'https://app.bentonow.com'}/api/v1`
