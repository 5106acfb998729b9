import { sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { refold } from './refold'

/**
 * Has the lane fold subscriptions again whose products cannot be all: the one the plan is named after is always among them. A process of
 * an older version that still runs beside new ones knows nothing of products, and leaves them empty or as they were: nobody's mistake.
 */
export const checkSubscriptions = (teamId: TeamId): Promise<void> =>
  refold(
    teamId,
    sql`select u.connection_id as connection, u.subscription_id as id, u.livemode
      from subscriptions u where u.team_id = ${teamId} and u.product_id <> all(u.product_ids)`,
  )
