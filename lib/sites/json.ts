import { z } from 'zod'
import { moneyPolicyJsonSchema, moneyPolicyOf } from './money-policy'
import type { SiteRow } from './queries'

/** A site as the API gives it. */
export const siteJsonSchema = z.object({
  id: z.uuid(),
  team_id: z.uuid(),
  name: z.string(),
  reporting_currency: z.string().nullable(),
  /** How lifetime value and MRR are counted; docs/money.md says what each line means. */
  money_policy: moneyPolicyJsonSchema,
  created_at: z.iso.datetime(),
})

export type SiteJson = z.infer<typeof siteJsonSchema>

export function siteJson({ id, teamId, name, reportingCurrency, moneyPolicy, createdAt }: SiteRow): SiteJson {
  return {
    id,
    team_id: teamId,
    name,
    reporting_currency: reportingCurrency,
    money_policy: moneyPolicyOf(moneyPolicy),
    created_at: createdAt.toISOString(),
  }
}
