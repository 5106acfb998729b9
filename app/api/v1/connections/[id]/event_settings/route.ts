import { z } from 'zod'
import { ApiError, byParam, endpoint, invalid, json, notFound } from '@/app/api/endpoint'
import { readEventSettings, saveEventSettings } from '@/lib/connections/event-settings'
import { eventSettingShape, eventSettingsChanges } from '@/lib/connections/schema'

const params = z.object({ id: z.uuid() })
const answer = z.object({
  data: z.array(eventSettingShape),
  version: z.int(),
  changed_by: z.string().nullable(),
  changed_at: z.string().nullable(),
})

export const GET = endpoint(
  {
    summary: 'What happens to each event of a connection',
    allow: 'read',
    team: byParam('connection'),
    params,
    answer,
  },
  async ({ access, params: { id } }) => {
    const settings = await readEventSettings(access.teamId, id)
    if (!settings) throw notFound()
    return json(settings)
  },
)

export const PUT = endpoint(
  {
    summary: 'Change what happens to some events; 409 when someone else saved since `version`',
    allow: 'settings.write',
    team: byParam('connection'),
    params,
    body: eventSettingsChanges,
    answer,
  },
  async ({ access, params: { id }, body }) => {
    const saved = await saveEventSettings(access.teamId, id, body, access.actor)
    if (saved.outcome === 'saved') return json(saved.settings)
    if (saved.outcome === 'not_found') throw notFound()
    if (saved.outcome === 'invalid') throw invalid(saved.fields)
    const who = saved.settings.changed_by ?? 'Someone'
    throw new ApiError(409, 'conflict', `${who} changed these settings meanwhile.`, { ...saved.settings })
  },
)
