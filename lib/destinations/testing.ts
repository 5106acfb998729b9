import { catalogueRow } from '@/lib/catalogue'
import { toDecimal } from '@/lib/money'
import { sampleOf } from '@/lib/normalize/sample'
import type { Answered, Http, OutboundProblem } from '@/lib/outbound/http'
import type { Contact, DeliveredEvent, Delivery, Mapping } from './destination'

/** A client for tests on loopback: what lib/outbound promises, without its guard. Waits `patience` milliseconds. */
export function loopback(patience = 10_000): Http {
  return {
    async request({ method, url, headers, body }) {
      try {
        const signal = AbortSignal.timeout(patience)
        const response = await fetch(url, {
          method,
          redirect: 'manual',
          signal,
          ...(headers ? { headers } : {}),
          ...(body === undefined ? {} : { body }),
        })
        if (response.status >= 300 && response.status < 400)
          return problem('redirected', response.headers.get('location') ?? '')
        const text = await response.text()
        const cut = text.length > 65_536
        const read = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: text.slice(0, 65_536),
          cut,
        }
        return { ok: true, response: read }
      } catch (error) {
        return problem(...problemOf(error))
      }
    },
  }
}

const problem = (problem: OutboundProblem, detail: string): Answered => ({ ok: false, problem, detail })

function problemOf(error: unknown): [OutboundProblem, string] {
  const { name, cause } = error as Error & { cause?: { code?: string } }
  if (name === 'TimeoutError') return ['timed_out', '']
  return [cause?.code === 'ECONNREFUSED' ? 'connection_refused' : 'connection_lost', cause?.code ?? '']
}

/** The client that answers what it is given, for what no server would say. */
export const answering = (answered: Answered): Http => ({ request: async () => answered })

export const ada: Contact = {
  subscriber_id: '01930c5e-0000-7000-8000-00000000ada0',
  email: 'ada@example.com',
  known_as: null,
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  customer_id: 'cus_ada',
  currency: 'USD',
  lifetime_value: '4900.50',
  mrr: '49.00',
  plan: 'Pro',
  subscription_status: 'active',
  user_group: 'Customers',
  tags: [],
  former_tags: [],
  fields: {},
  unsubscribed: false,
  deleted: false,
}

/** The catalogue's own example of a type, as it is frozen into a delivery. */
export function eventOf(type = 'charge.succeeded', changes: Partial<DeliveredEvent> = {}): DeliveredEvent {
  const row = catalogueRow(type)
  if (!row) throw new Error(`No row for ${type}`)
  const event = sampleOf(row)
  if (event.outcome !== 'event') throw new Error(`The example of ${type} is set aside`)
  return {
    ...event,
    id: '01930c5e-0000-7000-8000-0000000000e1',
    site_id: '01930c5e-0000-7000-8000-0000000051fe',
    connection_id: '01930c5e-0000-7000-8000-00000000c000',
    subscriber_id: ada.subscriber_id,
    received_at: '2026-11-20T12:00:01.000Z',
    ...changes,
  }
}

let made = 0

export function delivery(changes: Partial<Delivery> = {}): Delivery {
  made++
  return {
    id: `dlv_${String(made).padStart(6, '0')}`,
    what: 'event',
    event: eventOf(),
    contact: ada,
    captured: true,
    ...changes,
  }
}

export const money = (minor: bigint, currency: string) => ({
  amount: toDecimal(minor, currency),
  minor: String(minor),
  currency,
})

/** For kinds that have none. */
export const noMapping: Mapping = {
  first_name: null,
  last_name: null,
  lifetime_value: null,
  currency: null,
  mrr: null,
  plan: null,
  subscription_status: null,
  user_group: null,
}
