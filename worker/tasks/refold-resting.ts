import { refoldRestingPayload } from '@/lib/revenue/jobs'
import { refoldResting } from '@/lib/revenue/refold'

/** Folds again the subscriptions that rest on a product, price, coupon or customer's discount of which more is known. */
export async function refoldRestingTask(payload: unknown) {
  await refoldResting(refoldRestingPayload.parse(payload))
}
