import { z } from 'zod'
import { ApiError, byParam, done, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import { destinationJson, destinationJsonSchema } from '@/lib/destinations/json'
import { changeDestination, removeDestination } from '@/lib/destinations/mutations'
import { findDestination } from '@/lib/destinations/queries'
import { destinationChanges } from '@/lib/destinations/schema'
import { outgoing } from '../outgoing'

const params = z.object({ id: z.uuid() })

export const GET = endpoint(
  {
    summary: 'A destination and how it does',
    allow: 'read',
    team: byParam('destination'),
    params,
    answer: destinationJsonSchema,
  },
  async ({ access, params: { id } }) => {
    const destination = await findDestination(access.teamId, id)
    if (!destination) throw notFound()
    return json(destinationJson(destination))
  },
)

export const PATCH = endpoint(
  {
    summary: 'Change a destination, pause or resume it; fields of the config that are left out stay',
    allow: 'destinations.manage',
    team: byParam('destination'),
    params,
    body: destinationChanges,
    answer: destinationJsonSchema,
  },
  async ({ access, params: { id }, body }) => {
    const changed = await changeDestination(access, id, body, () => outgoing(access.teamId))
    if (changed.outcome === 'not_found') throw notFound()
    if (changed.outcome === 'invalid') throw invalid(changed.wrong)
    if (changed.outcome === 'disabled')
      throw new ApiError(
        409,
        'disabled',
        'This destination disabled itself. Enable it, and say what becomes of what was kept.',
      )
    if (changed.outcome === 'conflict')
      throw new ApiError(409, 'conflict', 'Somebody changed this destination meanwhile.', {
        current: destinationJson(changed.destination),
      })
    return json(destinationJson(changed.destination))
  },
)

export const DELETE = endpoint(
  {
    summary: 'Remove a destination: what waits is cancelled, and nothing is sent once this has answered',
    allow: 'destinations.manage',
    team: byParam('destination'),
    params,
  },
  async ({ access, params: { id } }) => {
    if (!(await removeDestination(access, id))) throw notFound()
    return done()
  },
)
