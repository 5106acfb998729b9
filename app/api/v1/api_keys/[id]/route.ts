import { z } from 'zod'
import { revokeApiKey } from '@/lib/teams/api-keys'
import { byParam, done, endpoint } from '../../../endpoint'

export const DELETE = endpoint(
  {
    summary: 'Revoke an API key, at once and for good',
    allow: 'keys.manage',
    team: byParam('api_key'),
    params: z.object({ id: z.uuid() }),
  },
  async ({ access, params }) => {
    await revokeApiKey(access, params.id)
    return done()
  },
)
