import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { flowVersionJson, flowVersionSchema } from '@/lib/flows/json'
import { findVersion } from '@/lib/flows/queries'
import { can } from '@/lib/tenancy/roles'

export const GET = endpoint(
  {
    summary: 'What was published as this version',
    allow: 'read',
    team: byParam('flow'),
    params: z.object({ id: z.uuid(), no: z.coerce.number().int().min(1).max(1_000_000) }),
    answer: flowVersionSchema,
  },
  async ({ access, params }) => {
    const version = await findVersion(access.teamId, params.id, params.no)
    if (!version) throw notFound()
    return json(flowVersionJson(version, can(access.role, 'flows.manage')))
  },
)
