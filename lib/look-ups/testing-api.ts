import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pool } from '@/db/client'
import { LaneClient } from '@/lib/lane/client'
import { applyAll } from '@/lib/lane/testing'
import { lookUpPayload } from './jobs'
import { lookUp } from './look-up'

/** For tests: as much of Stripe's API as look-ups read. What Stripe would refuse is refused, and remembered as a mistake. */
export interface FakeStripe {
  url: string
  /** Objects by id, with the fields lists are narrowed by. */
  objects: Record<string, Record<string, unknown>>
  /** Every request that was made, in order: `GET /v1/charges/ch_1`. */
  asked: string[]
  /** What was asked in a way Stripe does not take; must stay empty. */
  mistakes: string[]
  /** Answers to give before the next ones are real. */
  failures: { status: number; code?: string; retryAfter?: number }[]
  stop(): Promise<void>
}

const resources: Record<string, { object: string; expandable: string[] }> = {
  customers: { object: 'customer', expandable: [] },
  charges: { object: 'charge', expandable: ['customer', 'balance_transaction', 'invoice'] },
  invoices: { object: 'invoice', expandable: ['customer'] },
  payment_methods: { object: 'payment_method', expandable: ['customer'] },
  'billing/credit_grants': { object: 'billing.credit_grant', expandable: ['customer'] },
  subscriptions: { object: 'subscription', expandable: ['discounts', 'items.data.discounts', 'customer'] },
  products: { object: 'product', expandable: [] },
  prices: { object: 'price', expandable: ['tiers', 'currency_options', 'product'] },
  coupons: { object: 'coupon', expandable: ['applies_to'] },
  balance_transactions: { object: 'balance_transaction', expandable: ['source'] },
}
const lists: Record<string, { object: string; filters: string[]; expandable: string[] }> = {
  invoice_payments: {
    object: 'invoice_payment',
    filters: ['payment[type]', 'payment[payment_intent]', 'invoice', 'status'],
    expandable: ['data.invoice'],
  },
  subscription_items: { object: 'subscription_item', filters: ['subscription'], expandable: ['data.discounts'] },
  'checkout/sessions': {
    object: 'checkout.session',
    filters: ['payment_intent', 'customer', 'subscription', 'status'],
    expandable: ['data.customer'],
  },
}

export const secretKeys = { live: 'sk_live_for_tests', test: 'sk_test_for_tests' }

/** Starts it and points the app to it. */
export async function fakeStripe(account: () => string): Promise<FakeStripe> {
  const fake: FakeStripe = { url: '', objects: {}, asked: [], mistakes: [], failures: [], stop: async () => {} }
  const server = createServer((request, response) => answer(fake, account(), request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  fake.stop = async () => {
    await lane?.close()
    lane = null
    await new Promise<void>((stopped) => {
      server.close(() => stopped())
      server.closeAllConnections()
    })
  }
  Object.assign(process.env, {
    STRIPE_API_BASE: fake.url,
    STRIPE_SECRET_KEY: secretKeys.live,
    STRIPE_TEST_SECRET_KEY: secretKeys.test,
    STRIPE_CLIENT_ID: 'ca_live',
    STRIPE_TEST_CLIENT_ID: 'ca_test',
  })
  return fake
}

/** One for all stories of a file: to connect and to plan takes longer than to apply. */
let lane: LaneClient | null = null

/** Lets lane and look-ups work until neither has anything to do now. */
export async function settle() {
  for (let turn = 0; turn < 30; turn += 1) {
    lane ??= await LaneClient.connect()
    const applied = await applyAll(undefined, lane)
    const jobs = await takeJobs()
    if (applied === 0 && jobs.length === 0) return
    for (const job of jobs) {
      const { question, failures } = lookUpPayload.parse(job)
      await lookUp(question, failures)
    }
  }
  throw new Error('it never comes to rest')
}

/** The look-ups that are due. Ended before they run, so that what they put off stands. */
async function takeJobs(): Promise<unknown[]> {
  const { rows } = await pool.query<{ id: string; payload: unknown }>(
    `select j.id::text, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
     where j.task_identifier = 'look-up' and j.run_at <= now() order by j.id`,
  )
  if (rows.length > 0)
    await pool.query('select graphile_worker.complete_jobs($1::bigint[])', [rows.map((row) => row.id)])
  return rows.map((row) => row.payload)
}

/** In how many seconds each look-up that was put off is due. */
export async function putOff(): Promise<number[]> {
  const { rows } = await pool.query<{ seconds: number }>(
    `select extract(epoch from run_at - now())::float as seconds from graphile_worker.jobs
     where task_identifier = 'look-up' and run_at > now() order by run_at`,
  )
  return rows.map((row) => row.seconds)
}

function answer(fake: FakeStripe, account: string, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://stripe')
  fake.asked.push(`${request.method} ${decodeURIComponent(url.pathname)}`)
  const send = (status: number, body: object, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
  const refuse = (status: number, message: string, code?: string) => {
    fake.mistakes.push(`${message} (${request.url})`)
    send(status, { error: { type: 'invalid_request_error', message, code } })
  }

  const failure = fake.failures.shift()
  if (failure) {
    const headers: Record<string, string> = failure.retryAfter ? { 'retry-after': String(failure.retryAfter) } : {}
    return send(failure.status, { error: { type: 'api_error', message: 'told to fail', code: failure.code } }, headers)
  }
  const mode = Object.entries(secretKeys).find(([, key]) => request.headers.authorization === `Bearer ${key}`)?.[0]
  if (!mode) return refuse(401, 'Invalid API Key provided')
  if (request.headers['stripe-account'] !== account) return refuse(403, 'No access to this account', 'account_invalid')
  if (request.method !== 'GET') return refuse(405, 'Only reads are expected')
  if (!request.headers['stripe-version']) return refuse(400, 'No Stripe-Version')

  const path = decodeURIComponent(url.pathname.replace('/v1/', ''))
  const list = lists[path]
  const [, name = '', id = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? []
  const known = list ?? resources[name]
  if (!known) return refuse(404, `Unrecognized request URL (GET: /v1/${path})`)
  const allowed = list ? [...list.filters, 'limit', 'starting_after', 'ending_before', 'expand[]'] : ['expand[]']
  const odd = [...url.searchParams.keys()].find((param) => !allowed.includes(param))
  if (odd) return refuse(400, `Received unknown parameter: ${odd}`)
  const expand = url.searchParams.getAll('expand[]')
  const wrong = expand.find((field) => !known.expandable.includes(field))
  if (wrong) return refuse(400, `This property cannot be expanded (${wrong})`)
  const live = mode === 'live'

  if (list) {
    const data = Object.values(fake.objects).filter(
      (object) =>
        object.object === list.object &&
        object.livemode === live &&
        list.filters.every((filter) => matches(object, filter, url.searchParams.get(filter))),
    )
    const shown = data.map((object) =>
      expanded(
        fake,
        object,
        expand.map((field) => field.replace('data.', '')),
      ),
    )
    return send(200, { object: 'list', data: shown, has_more: false, url: url.pathname })
  }
  const object = fake.objects[id]
  if (object?.object !== known.object || object.livemode !== live)
    return send(404, { error: { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${name}` } })
  send(200, expanded(fake, object, expand))
}

/** `payment[type]` is the field `type` of `payment`. */
function matches(object: Record<string, unknown>, filter: string, wanted: string | null): boolean {
  const value = filter.split(/[[\]]+/).reduce<unknown>((at, step) => (step ? Object(at)[step] : at), object)
  return wanted === null || value === wanted
}

/** Tiers, limits and options are left out of an object unless they are asked for. */
function expanded(fake: FakeStripe, object: Record<string, unknown>, expand: string[]) {
  const hidden = ['tiers', 'currency_options', 'applies_to'].filter((field) => !expand.includes(field))
  const shown = Object.fromEntries(Object.entries(object).filter(([key]) => !hidden.includes(key)))
  for (const field of expand) {
    const value = shown[field]
    if (typeof value === 'string') shown[field] = fake.objects[value] ?? value
  }
  return shown
}
