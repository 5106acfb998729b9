import { z } from 'zod'
import { type DeleteRefusal, deleteSite, renameSite } from '@/lib/sites/mutations'
import { nameSchema } from '@/lib/teams/schema'
import { ApiError, byParam, done, endpoint, json } from '../../../endpoint'
import { shown, siteShape } from '../shape'

const params = z.object({ id: z.uuid() })
const team = byParam('site')

export const PATCH = endpoint(
  {
    summary: 'Rename a site',
    allow: 'sites.manage',
    team,
    params,
    body: z.object({ name: nameSchema }),
    answer: siteShape,
  },
  async ({ access, body }) => {
    const renamed = await renameSite(access, access.siteId, body.name)
    if (!renamed.ok) throw new ApiError(409, renamed.reason, 'The team has a site of this name already.')
    return json(shown(renamed.value))
  },
)

export const DELETE = endpoint(
  { summary: 'Delete a site with its events and subscribers', allow: 'sites.manage', team, params },
  async ({ access }) => {
    const deleted = await deleteSite(access, access.siteId)
    if (!deleted.ok) throw new ApiError(409, deleted.reason, textOf(deleted))
    return done()
  },
)

function textOf(refusal: DeleteRefusal) {
  if (refusal.reason === 'last_site') return 'This is the only site of the team. Create another one first.'
  const names = new Intl.ListFormat('en').format(refusal.connections)
  return `${names} ${refusal.connections.length === 1 ? 'points' : 'point'} to this site. Route it to another site first.`
}
