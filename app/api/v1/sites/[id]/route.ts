import { z } from 'zod'
import { siteJson, siteJsonSchema } from '@/lib/sites/json'
import { moneyPolicyChangeSchema } from '@/lib/sites/money-policy'
import { changeSite, type DeleteRefusal, deleteSite } from '@/lib/sites/mutations'
import { reportingCurrencySchema } from '@/lib/sites/schema'
import { nameSchema } from '@/lib/text/schema'
import { ApiError, byParam, done, endpoint, json } from '../../../endpoint'

const params = z.object({ id: z.uuid() })
const team = byParam('site')

export const PATCH = endpoint(
  {
    summary:
      'Rename a site, set the currency its figures are reported in (null or empty = the default), or lines of how it counts money',
    allow: 'sites.manage',
    team,
    params,
    body: z.object({
      name: nameSchema.optional(),
      reporting_currency: reportingCurrencySchema.optional(),
      money_policy: moneyPolicyChangeSchema.optional(),
    }),
    answer: siteJsonSchema,
  },
  async ({ access, body }) => {
    const changes = { name: body.name, reportingCurrency: body.reporting_currency, moneyPolicy: body.money_policy }
    const changed = await changeSite(access, access.siteId, changes)
    if (!changed.ok) throw new ApiError(409, changed.reason, 'The team has a site of this name already.')
    return json(siteJson(changed.value))
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
