import type { Reply } from '../http'
import type { Fields, StripeEvent } from '../story/types'
import type { World } from '../story/world'
import { apiError } from './errors'

const month = 30 * 86_400

/** The account's events of the last 30 days, newest first, each in the shape it was made in. */
export function eventRows(world: World, params: Fields): Fields[] | Reply {
  const { type, types } = params
  if (type !== undefined && types !== undefined) {
    return apiError(400, { message: 'You may only specify one of these parameters: type, types.' })
  }
  if (Array.isArray(types) && types.length > 20) {
    return apiError(400, { message: 'You may pass at most 20 types.', param: 'types' })
  }
  const wanted = Array.isArray(types) ? types.map(String) : type === undefined ? null : [String(type)]
  return recent(world).filter((event) => wanted === null || wanted.some((pattern) => isOfType(event, pattern)))
}

export function eventRow(world: World, id: string): Fields | undefined {
  return recent(world).find((event) => event.id === id)
}

/** What Stripe shows the account itself: without `account`, which only Connect deliveries carry. */
function recent(world: World) {
  const since = world.now() - month
  return world.events
    .filter((event) => event.created >= since)
    .map(({ account: _, data, ...event }) => ({ ...event, data: { ...data } }))
    .reverse()
}

/** `charge.*` stands for everything that begins so. */
function isOfType(event: { type: StripeEvent['type'] }, pattern: string): boolean {
  return (
    pattern === '*' || pattern === event.type || (pattern.endsWith('.*') && event.type.startsWith(pattern.slice(0, -1)))
  )
}
