import { z } from 'zod'
import type { SiteRow } from './queries'

/** A site as the API gives it. */
export const siteJsonSchema = z.object({
  id: z.uuid(),
  team_id: z.uuid(),
  name: z.string(),
  reporting_currency: z.string().nullable(),
  created_at: z.iso.datetime(),
})

export type SiteJson = z.infer<typeof siteJsonSchema>

export function siteJson({ id, teamId, name, reportingCurrency, createdAt }: SiteRow): SiteJson {
  return { id, team_id: teamId, name, reporting_currency: reportingCurrency, created_at: createdAt.toISOString() }
}
