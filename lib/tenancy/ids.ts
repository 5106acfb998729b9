export type { SiteId, TeamId, UserId } from '@/db/schema/columns'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True when PostgreSQL would take it as a uuid; anything else must not reach a query (it would be a 500). */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
