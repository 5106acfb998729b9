/** What JSON can hold; everything the story makes is exactly this, so it can be signed, stored and compared. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Fields = { [key: string]: Json }

/**
 * The three API shapes Stripe's payloads come in: before basil, the first basil line, and the version
 * the `stripe` package pins. A field sits where the shape puts it, and nowhere else.
 */
export const shapes = ['classic', 'basil', 'newest'] as const
export type Shape = (typeof shapes)[number]

export const apiVersions: Record<Shape, string> = {
  classic: '2024-06-20',
  basil: '2025-04-30.basil',
  newest: '2026-10-28.endive',
}

/** A webhook event as Stripe sends it to a Connect endpoint. `created` is in unix seconds. */
export type StripeEvent = {
  id: string
  object: 'event'
  account: string
  api_version: string | null
  created: number
  data: { object: Fields; previous_attributes?: Fields }
  livemode: boolean
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null } | null
  type: string
}

/** The story cannot go that way: no such charge, more refunded than was paid, a subscription that has ended. */
export class StoryError extends Error {}

/** The object id of the first event of a type. */
export function idOf(events: StripeEvent[], type: string): string {
  const id = events.find((event) => event.type === type)?.data.object.id
  if (typeof id !== 'string') throw new Error(`No ${type} among ${events.map((event) => event.type).join(', ')}`)
  return id
}
