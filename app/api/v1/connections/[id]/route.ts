import { z } from 'zod'
import { ApiError, byParam, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import { connectionJson, connectionJsonSchema } from '@/lib/connections/json'
import { disconnect, updateConnection } from '@/lib/connections/mutations'
import { findConnection } from '@/lib/connections/queries'
import { connectionChanges } from '@/lib/connections/schema'

const params = z.object({ id: z.uuid() })

export const GET = endpoint(
  { summary: 'A connection', allow: 'read', team: byParam('connection'), params, answer: connectionJsonSchema },
  async ({ access, params: { id } }) => {
    const connection = await findConnection(access.teamId, id)
    if (!connection) throw notFound()
    return json(connectionJson(connection))
  },
)

export const PATCH = endpoint(
  {
    summary: 'Route a connection to another site, rename, pause or resume it',
    allow: 'connections.manage',
    team: byParam('connection'),
    params,
    body: connectionChanges,
    answer: connectionJsonSchema,
  },
  async ({ access, params: { id }, body }) => {
    const updated = await updateConnection(access.teamId, id, body, access.actor)
    if (updated.ok) return json(connectionJson(updated.value))
    if (updated.reason === 'unknown_site') throw invalid({ site_id: 'Choose a site of this team.' })
    if (updated.reason === 'not_found') throw notFound()
    throw new ApiError(409, 'disconnected', 'This account is disconnected. Reconnect it to pause or resume it.')
  },
)

export const DELETE = endpoint(
  {
    summary: 'Disconnect: events stop at once, history stays',
    allow: 'connections.manage',
    team: byParam('connection'),
    params,
    answer: connectionJsonSchema,
  },
  async ({ access, params: { id } }) => {
    const ended = await disconnect(access.teamId, id, access.actor)
    if (!ended.ok) throw notFound()
    return json(connectionJson(ended.value))
  },
)
