import { z } from 'zod'
import { bySite, endpoint, invalid, json, page, paging } from '@/app/api/endpoint'
import { destinationJson, destinationJsonSchema } from '@/lib/destinations/json'
import { createDestination } from '@/lib/destinations/mutations'
import { listDestinations } from '@/lib/destinations/queries'
import { newDestination } from '@/lib/destinations/schema'
import { signingSecretOf } from '@/lib/destinations/signing'
import { outgoing } from './outgoing'

export const GET = endpoint(
  {
    summary: 'The destinations of a site, newest first',
    allow: 'read',
    team: bySite('query.site_id'),
    query: z.object({ site_id: z.uuid(), livemode: z.stringbool().optional(), ...paging }),
    answer: page(destinationJsonSchema),
  },
  async ({ access, query }) => {
    const { rows, next } = await listDestinations(
      access.teamId,
      { siteId: access.siteId, livemode: query.livemode },
      query,
    )
    return json({ data: rows.map(destinationJson), next_cursor: next })
  },
)

export const POST = endpoint(
  {
    summary: 'Create a destination; its receiver is asked first whether the key or address works',
    allow: 'destinations.manage',
    team: bySite('body.site_id'),
    body: newDestination,
    answer: destinationJsonSchema.extend({ signing_secret: z.string().nullable() }),
    status: 201,
  },
  async ({ access, body }) => {
    const made = await createDestination(access, access.siteId, body, await outgoing(access.teamId))
    if (made.outcome === 'invalid') throw invalid(made.wrong)
    if (made.outcome !== 'saved') throw new Error(`a new destination cannot be ${made.outcome}`)
    const shown = { ...destinationJson(made.destination), signing_secret: signingSecretOf(made.destination) }
    return json(shown, { status: 201 })
  },
)
