import { z } from 'zod'
import { apiKeysOf, createApiKey } from '@/lib/teams/api-keys'
import { apiKeyJson, apiKeyJsonSchema } from '@/lib/teams/json'
import { keyRoleSchema } from '@/lib/teams/schema'
import { nameSchema } from '@/lib/text/schema'
import { ApiError, byTeam, endpoint, json, page } from '../../endpoint'

export const GET = endpoint(
  {
    summary: 'The API keys of a team, without the keys themselves',
    allow: 'keys.manage',
    team: byTeam(),
    answer: page(apiKeyJsonSchema),
  },
  async ({ access }) => json({ data: (await apiKeysOf(access.teamId)).map(apiKeyJson), next_cursor: null }),
)

export const POST = endpoint(
  {
    summary: 'Make an API key; this answer is the only one that contains it',
    allow: 'keys.manage',
    team: byTeam('body.team_id'),
    body: z.object({ team_id: z.uuid().optional(), name: nameSchema, role: keyRoleSchema }),
    answer: apiKeyJsonSchema.extend({ key: z.string() }),
    status: 201,
  },
  async ({ access, body }) => {
    const made = await createApiKey(access, body)
    if (!made.ok) throw new ApiError(403, made.reason, 'A key cannot do more than the person who makes it.')
    return json({ ...apiKeyJson(made.value), key: made.value.key }, { status: 201 })
  },
)
