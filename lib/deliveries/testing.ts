import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { sluice } from '@/lib/connections/actor'
import { createDestination } from '@/lib/destinations/mutations'
import type { DestinationRow } from '@/lib/destinations/queries'
import type { NewDestination } from '@/lib/destinations/schema'
import { forgetEnv } from '@/lib/env'
import { type Place, rowsOf } from '@/lib/lane/testing'
import { guardedHttp } from '@/lib/outbound/client'
import type { Answered, Call, Http } from '@/lib/outbound/http'
import { DeliveryLoop } from './loop'

/** The guarded client, allowed to reach one stand-in on this machine, as OUTBOUND_ALLOW does. */
export function httpTo(origin: string): Http {
  process.env.OUTBOUND_ALLOW = new URL(origin).host
  forgetEnv()
  return guardedHttp()
}

/** A destination of a site's live events, checked as the API does. */
export async function makeDestination(
  { teamId, siteId }: Place,
  kind: string,
  config: Record<string, unknown>,
  http: Http,
  more: Partial<NewDestination> = {},
): Promise<DestinationRow> {
  const given = { site_id: siteId, livemode: true, kind, name: `My ${kind}`, config, ...more }
  const made = await createDestination({ teamId, actor: sluice }, siteId, given, http)
  if (made.outcome !== 'saved') throw new Error(`not saved: ${JSON.stringify(made)}`)
  return made.destination
}

/** Sends until nothing is due, with the loop a worker has. */
export async function sendAll(place: Place, http: Http) {
  const loop = new DeliveryLoop(http)
  loop.start()
  try {
    await expect
      .poll(
        () => rowsOf(place, sql`select id from delivery_queue where due_at <= now() or call_id is not null limit 1`),
        {
          timeout: 20_000,
          interval: 20,
        },
      )
      .toEqual([])
  } finally {
    await loop.stop()
  }
}

export interface Stored extends Record<string, unknown> {
  id: string
  type: string
  what: string
  state: string
  reason: string | null
  attempts: number
}

/** In the order they were queued. */
export const deliveriesOf = (place: Place) =>
  rowsOf<Stored>(place, sql`select id, type, what, state, reason, attempts from deliveries order by id`)

/** Lets time pass for what waits: everything is due now. */
export const soon = (place: Place) => rowsOf(place, sql`update delivery_queue set due_at = now() where call_id is null`)

/** A receiver that answers as it is told, without a socket. What the network does is tried in lib/outbound and the contract of the kinds. */
export function receiver(answer: (call: Call, nth: number) => Answered | Promise<Answered> = () => status(204)) {
  const calls: (Call & { at: number })[] = []
  const http: Http = {
    request: async (call) => {
      calls.push({ ...call, at: performance.now() })
      return answer(call, calls.length)
    },
  }
  return { http, calls }
}

export const status = (code: number, headers: Record<string, string> = {}): Answered => ({
  ok: true,
  response: { status: code, headers, body: '', cut: false },
})

/** The id the receiver saw, of each call. */
export const idsOf = (calls: readonly Call[]) =>
  calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers?.['webhook-id'])
