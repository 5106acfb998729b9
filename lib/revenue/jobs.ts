import { z } from 'zod'
import type { TeamId } from '@/db/schema/columns'
import type { About } from '@/lib/facts/fact'
import type { Job } from '@/lib/jobs'

export const refoldRestingPayload = z
  .object({
    team_id: z.uuid(),
    connection_id: z.uuid(),
    livemode: z.boolean(),
    object_id: z.string(),
    of_customer: z.boolean().default(false),
  })
  .transform(({ team_id, connection_id, livemode, object_id, of_customer }) => ({
    teamId: team_id as TeamId,
    connectionId: connection_id,
    livemode,
    objectId: object_id,
    ofCustomer: of_customer,
  }))

/** Folds again every subscription that rests on a product, price, coupon or customer of which more is known now. */
export const refoldRestingJob = ({ teamId, connectionId, livemode, objectId, ofCustomer }: Resting): Job => ({
  identifier: 'refold-resting',
  payload: { team_id: teamId, connection_id: connectionId, livemode, object_id: objectId, of_customer: ofCustomer },
  job_key: `refold-resting:${connectionId}:${livemode}:${objectId}`,
})

/** What subscriptions rest on, and whether it is their customer's own discount. */
export interface Resting extends About {
  ofCustomer: boolean
}
