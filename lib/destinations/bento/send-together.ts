import { again, type Failed } from '../answers'
import type { Delivery, Outcome } from '../destination'

/** Sends deliveries in one call and puts the outcome to each: all or none, since Bento never says which of them it disliked. */
export async function sendTogether(
  deliveries: readonly Delivery[],
  call: (deliveries: readonly Delivery[]) => Promise<Failed | null>,
  outcomes: Map<Delivery, Outcome>,
) {
  if (deliveries.length === 0) return
  const failed = await call(deliveries)
  const outcome: Outcome = failed ? amongOthers(failed, deliveries.length) : { status: 'delivered' }
  for (const delivery of deliveries) outcomes.set(delivery, outcome)
}

/** What is refused among several is tried again alone; those that were taken the first time count once there (`unique.key`). */
const amongOthers = (failed: Failed, count: number): Outcome =>
  failed.status === 'refused' && count > 1 ? { ...again(failed.reason, failed.says ?? ''), alone: true } : failed
