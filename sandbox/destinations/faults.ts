import { type Asked, json, type Reply } from '../http'

/** How a stand-in can misbehave. `drop` takes what came and loses the answer; `echo` refuses and repeats what it was sent, keys and all. */
export const faults = [
  'none',
  '400',
  '401',
  '404',
  '410',
  '429',
  '500',
  '503',
  'hang',
  'drop',
  'partial',
  'error_in_200',
  'garbage',
  'redirect',
  'echo',
] as const
export type Fault = (typeof faults)[number]

export type Misbehaviour = {
  fault: Fault
  /** Calls it lasts for. */
  times: number
  /** The header of a 429 or 503: seconds, a date, or anything. */
  retryAfter: string | null
}

export const behave: Misbehaviour = { fault: 'none', times: 0, retryAfter: null }

/** The fault of this call, counted down. */
export function nextFault(state: { misbehaviour: Misbehaviour }): Misbehaviour {
  const { misbehaviour } = state
  if (misbehaviour.times <= 0) return behave
  state.misbehaviour = { ...misbehaviour, times: misbehaviour.times - 1 }
  return misbehaviour
}

/** The answer of a fault that does not look at the request; null for those that do (`drop`, `partial`, `none`). */
export function blindReply({ fault, retryAfter }: Misbehaviour, asked: Asked): Reply | null {
  if (fault === 'none' || fault === 'drop' || fault === 'partial') return null
  if (fault === 'hang') return 'hang'
  if (fault === 'redirect') return { status: 302, headers: { location: `${asked.url.origin}/canary` }, body: '' }
  if (fault === 'error_in_200') return json(200, { error: 'Something went wrong' })
  if (fault === 'garbage') return { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' }
  if (fault === 'echo') return json(400, { message: `Cannot read ${JSON.stringify(asked.headers)} ${asked.body}` })
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter }
  return json(Number(fault), { success: false, message: `The sandbox was told to answer ${fault}` }, headers)
}
