import { type Shape, shapes } from './story/types'

export const tokenFaults = ['none', 'timeout', 'reset', '500', 'garbage', 'other_livemode'] as const
export const apiFaults = ['none', '401', '403', '429', '500', 'timeout'] as const

/** How webhooks are sent and where the stand-in misbehaves on purpose. */
export type Switches = {
  /** Each event twice, as Stripe now and then does. */
  duplicates: boolean
  /** The events of one act in random order. */
  shuffle: boolean
  /** Seconds before an event is sent. */
  delay: number
  /** The endpoint's API version: the shape of events made from now on. */
  shape: Shape
  /** Send also for accounts that have not connected; Stripe would not. */
  unconnected: boolean
  /** `account.application.authorized` and a payment are sent, and answered, before the token call is (RT-03). */
  eventBeforeToken: boolean
  /** POST /oauth/deauthorize answers 503 (OA-12). */
  failDeauthorize: boolean
  /** What is wrong with POST /oauth/token (OA-07, OA-08). All but `500` happen after the account is connected. */
  tokenFault: (typeof tokenFaults)[number]
  /** What is wrong with /v1 (RT-06). */
  apiFault: (typeof apiFaults)[number]
}

export const calm: Switches = {
  duplicates: false,
  shuffle: false,
  delay: 0,
  shape: 'newest',
  unconnected: false,
  eventBeforeToken: false,
  failDeauthorize: false,
  tokenFault: 'none',
  apiFault: 'none',
}

const choices = { shape: shapes, tokenFault: tokenFaults, apiFault: apiFaults } as const

/** Takes over what is named and valid; the answer lists what was not. */
export function flip(switches: Switches, changes: Record<string, unknown>): string[] {
  const wrong: string[] = []
  for (const [name, value] of Object.entries(changes)) {
    if (!set(switches, name, value)) wrong.push(name)
  }
  return wrong
}

function set(switches: Switches, name: string, value: unknown): boolean {
  if (name === 'delay') {
    const seconds = Number(value)
    if (!Number.isFinite(seconds) || seconds < 0 || seconds > 3600) return false
    switches.delay = seconds
    return true
  }
  if (name === 'shape' || name === 'tokenFault' || name === 'apiFault') {
    const known: readonly string[] = choices[name]
    if (typeof value !== 'string' || !known.includes(value)) return false
    Object.assign(switches, { [name]: value })
    return true
  }
  if (!isOnOff(name)) return false
  if (typeof value !== 'boolean') return false
  switches[name] = value
  return true
}

export const onOff = ['duplicates', 'shuffle', 'unconnected', 'eventBeforeToken', 'failDeauthorize'] as const

function isOnOff(name: string): name is (typeof onOff)[number] {
  const names: readonly string[] = onOff
  return names.includes(name)
}
