import { z } from 'zod'
import { type ApiKeyRow, apiKeysOf, createApiKey } from '@/lib/teams/api-keys'
import { keyRoleSchema } from '@/lib/teams/schema'
import { nameSchema } from '@/lib/text/schema'
import { ApiError, byTeam, endpoint, json, page } from '../../endpoint'

const keyShape = z.object({
  id: z.uuid(),
  name: z.string(),
  role: keyRoleSchema,
  prefix: z.string(),
  created_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
})

const shown = ({ id, name, role, prefix, createdBy, createdAt, lastUsedAt }: ApiKeyRow) => ({
  id,
  name,
  role,
  prefix,
  created_by: createdBy,
  created_at: createdAt.toISOString(),
  last_used_at: lastUsedAt?.toISOString() ?? null,
})

export const GET = endpoint(
  {
    summary: 'The API keys of a team, without the keys themselves',
    allow: 'keys.manage',
    team: byTeam(),
    answer: page(keyShape),
  },
  async ({ access }) => json({ data: (await apiKeysOf(access.teamId)).map(shown), next_cursor: null }),
)

export const POST = endpoint(
  {
    summary: 'Make an API key; this answer is the only one that contains it',
    allow: 'keys.manage',
    team: byTeam('body.team_id'),
    body: z.object({ team_id: z.uuid().optional(), name: nameSchema, role: keyRoleSchema }),
    answer: keyShape.extend({ key: z.string() }),
    status: 201,
  },
  async ({ access, body }) => {
    const made = await createApiKey(access, body)
    if (!made.ok) throw new ApiError(403, made.reason, 'A key cannot do more than the person who makes it.')
    return json({ ...shown(made.value), key: made.value.key }, { status: 201 })
  },
)
