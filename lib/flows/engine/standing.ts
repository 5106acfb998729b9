import type { SiteId } from '@/db/schema/columns'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { meets, type Verdict } from '../conditions'
import type { Conditions, FlowDefinition } from '../definition'
import type { FlowEvent } from '../flow-event'
import { type About, isSameThing } from '../same-thing'
import { variablesOf } from '../variables'
import type { Claimed } from './claim'

/** A run where it stands, with all that decides how it goes on, read anew for every step. */
export interface Standing {
  claimed: Claimed
  siteId: SiteId
  livemode: boolean
  connectionId: string
  partyKey: string
  /** Every key the person has, this one among them. */
  partyKeys: readonly string[]
  event: FlowEvent
  occasion: string | null
  depth: number
  stepId: string | null
  hasEntered: boolean
  createdAt: Date
  definition: FlowDefinition
  flow: 'live' | 'paused' | 'removed'
  /** Stripe was disconnected: nobody would hear any more that somebody paid. */
  isCutOff: boolean
  siteName: string
  /** Null: nobody any more. */
  subscriber: SubscriberJson | null
  /** Events about the person of the types that this version looks out for. */
  came: readonly Came[]
  /** Of the waits behind it. */
  waited: { endedAt: Date | null; endedBy: readonly string[] }
  /** By the database's clock: what is written is counted from it. */
  now: Date
}

export interface Came {
  id: string
  type: string
  occurredAt: number
  /** When flows heard of it: when its batch began, by the database's clock. */
  cameAt: number
  about: About
}

/** The event of this type about the same invoice, payment or subscription that came since the one that began the run. */
export const happened = ({ came, event }: Pick<Standing, 'came' | 'event'>, type: string): Came | undefined =>
  came.find(
    (one) =>
      one.type === type &&
      one.occurredAt >= Date.parse(event.occurred_at ?? event.received_at) &&
      isSameThing(event, one.about),
  )

/**
 * What a condition asks with "came since" may stand right beside the event that began the run: Stripe tells of a payment that failed and of
 * the confirmation it needs in two events, in either order and a second or two apart.
 */
export const cameBeside = ({ came, event }: Pick<Standing, 'came' | 'event'>, type: string): boolean => {
  const since = Date.parse(event.occurred_at ?? event.received_at) - besideMs
  return came.some((one) => one.type === type && one.occurredAt >= since && isSameThing(event, one.about))
}

const besideMs = 60_000

export const judge = (
  standing: Pick<Standing, 'came' | 'event' | 'subscriber' | 'siteName'>,
  conditions: Conditions,
): Verdict => meets(conditions, variablesOf(standing), (type) => cameBeside(standing, type))

/** At its next step, which nobody has tried yet. */
export const moved = (seen: Standing, stepId: string): Standing => ({
  ...seen,
  stepId,
  hasEntered: true,
  claimed: { ...seen.claimed, attemptNo: 1, askedBy: null, isOrphan: false, waitsSince: null, waitsUntil: null },
})

/** With one more wait behind it. */
export const waitedFor = (standing: Standing, by: Came | null): Standing => ({
  ...standing,
  waited: { endedAt: standing.now, endedBy: [...standing.waited.endedBy, ...(by ? [by.id] : [])] },
})
