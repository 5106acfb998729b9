import { ilike, inArray, like, or, type SQL, sql } from 'drizzle-orm'
import type { TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { parties, subscribers } from '@/db/schema/subscribers'
import { emailKeyOf } from '@/lib/subscribers/party'

/**
 * What someone typed into the search field: the start of an address, a part of a name, or a whole Stripe customer id.
 * `%` and `_` are letters here, not wildcards (DA-06).
 */
export function matching(teamId: TeamId, search: string): SQL | undefined {
  const text = escapeLike(search)
  if (/^cus_\w+$/.test(search)) return inArray(subscribers.id, ofCustomer(teamId, search))
  return or(like(subscribers.emailKey, `${escapeLike(emailKeyOf(search))}%`), ilike(subscribers.name, `%${text}%`))
}

/** The key holds the connection too, so each of the team's connections is asked for its customer by that id. */
function ofCustomer(teamId: TeamId, customerId: string): SQL {
  return sql`(select ${parties.subscriberId} from ${connections} join ${parties}
    on ${parties.teamId} = ${connections.teamId} and ${parties.key} = 'cus:' || ${connections.id} || ':' || ${customerId}
    where ${connections.teamId} = ${teamId})`
}

function escapeLike(text: string) {
  return text.replace(/[\\%_]/g, (letter) => `\\${letter}`)
}
