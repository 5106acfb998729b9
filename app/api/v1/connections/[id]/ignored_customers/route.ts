import { z } from 'zod'
import { byParam, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import {
  changeIgnoredCustomers,
  ignoredCustomersChanges,
  ignoredCustomersJsonSchema,
  mostIgnored,
  readIgnoredCustomers,
} from '@/lib/connections/ignored-customers'

const params = z.object({ id: z.uuid() })

export const GET = endpoint(
  {
    summary: 'Customers of a connection whose events change nothing',
    allow: 'read',
    team: byParam('connection'),
    params,
    answer: ignoredCustomersJsonSchema,
  },
  async ({ access, params: { id } }) => {
    const listed = await readIgnoredCustomers(access.teamId, id)
    if (!listed) throw notFound()
    return json(listed)
  },
)

export const PUT = endpoint(
  {
    summary: 'Ignore customers of a connection, or stop ignoring them; what was counted stays',
    allow: 'settings.write',
    team: byParam('connection'),
    params,
    body: ignoredCustomersChanges,
    answer: ignoredCustomersJsonSchema,
  },
  async ({ access, params: { id }, body }) => {
    const listed = await changeIgnoredCustomers(access.teamId, id, body, access.actor)
    if (listed === 'not_found') throw notFound()
    if (listed === 'too_many') throw invalid({ changes: `At most ${mostIgnored} customers can be ignored.` })
    return json(listed)
  },
)
