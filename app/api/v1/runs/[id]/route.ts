import { z } from 'zod'
import { byParam, endpoint, json, notFound } from '@/app/api/endpoint'
import { lookUpsOf } from '@/lib/flows/look-ups'
import { runDetailJson, runDetailSchema } from '@/lib/flows/runs/json'
import { findRun } from '@/lib/flows/runs/queries'
import { can } from '@/lib/tenancy/roles'

export const GET = endpoint(
  {
    summary: 'A run and what it did at each step; what was said over HTTP is for roles that may read raw payloads',
    allow: 'read',
    team: byParam('run'),
    params: z.object({ id: z.uuid() }),
    answer: runDetailSchema,
  },
  async ({ access, params }) => {
    const run = await findRun(access.teamId, params.id)
    if (!run) throw notFound()
    const lookUps = await lookUpsOf(access.teamId, access.siteId, run.definition)
    return json(runDetailJson(run, lookUps, can(access.role, 'events.raw')))
  },
)
