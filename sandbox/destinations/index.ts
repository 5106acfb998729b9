import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Asked, isOwnForm, json, type Reply, readRequest, write } from '../http'
import { createBento } from './bento'
import { fieldsOf } from './checks'
import { type Fault, faults } from './faults'
import { createLoops } from './loops'
import { createSink } from './sink'
import type { StandIn } from './stand-in'

export type { Fault } from './faults'
export type { Arrived, StandIn } from './stand-in'

export type Destinations = {
  standIns: Record<'bento' | 'loops' | 'webhook', StandIn>
  /** Who followed a redirect. Nobody should. */
  canary: Asked[]
  /** Null: none of its addresses. */
  handle(asked: Asked): Reply | null
}

/** Strict stand-ins of what events are forwarded to. Their paths differ, so one address serves as BENTO_API_BASE and LOOPS_API_BASE. */
export function openDestinations({ now = Date.now }: { now?: () => number } = {}): Destinations {
  const standIns = { bento: createBento(now), loops: createLoops(now), webhook: createSink() }
  const canary: Asked[] = []
  return {
    standIns,
    canary,
    handle(asked) {
      if (asked.url.pathname === '/canary') {
        canary.push(asked)
        return json(200, { success: true, results: 1000 })
      }
      if (asked.url.pathname === '/sandbox/api/destinations') return api(asked, standIns)
      for (const standIn of Object.values(standIns)) {
        const reply = standIn.handle(asked)
        if (reply !== null) return reply
      }
      return null
    },
  }
}

/** GET: what arrived, per kind, or with `?calls=webhook` what one kind was sent word for word. POST {kind, fault, times?, retryAfter?}: how that one misbehaves from now on. */
function api(asked: Asked, standIns: Destinations['standIns']): Reply {
  if (asked.method === 'GET') {
    const said = new Map<string | null, StandIn>(Object.entries(standIns)).get(asked.url.searchParams.get('calls'))
    if (said) return json(200, { calls: said.calls.map(wordForWord) })
    const told = Object.entries(standIns).map(([kind, { arrived, complaints, contacts, calls }]) => {
      return [kind, { arrived, complaints, contacts: Object.fromEntries(contacts()), calls: calls.length }] as const
    })
    return json(200, Object.fromEntries(told))
  }
  if (!isOwnForm(asked)) return json(403, { error: { message: 'Not for other sites' } })
  const { kind, fault, times, retryAfter } = fieldsOf(asked.body) ?? {}
  const standIn = new Map<unknown, StandIn>(Object.entries(standIns)).get(kind)
  if (!standIn || !faults.includes(fault as Fault)) return json(422, { error: { message: 'No such kind or fault' } })
  standIn.misbehave(fault as Fault, {
    ...(typeof times === 'number' ? { times } : {}),
    ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
  })
  return json(200, { kind, fault })
}

const wordForWord = ({ method, url, headers, body }: Asked) => ({ method, path: url.pathname, headers, body })

export type RunningDestinations = Destinations & { url: string; stop(): Promise<void> }

/** On a free port of 127.0.0.1, for tests. */
export async function startDestinations(options?: { now?: () => number }): Promise<RunningDestinations> {
  const destinations = openDestinations(options)
  let url = ''
  const server = createServer((request, response) => {
    readRequest(request, url)
      .then((asked) => (asked ? destinations.handle(asked) : null) ?? json(404, { error: 'Nothing here' }))
      .then((reply) => write(response, reply))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...destinations,
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
