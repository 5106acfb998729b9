import { z } from 'zod'
import type { SiteRow } from '@/lib/sites/queries'

export const siteShape = z.object({
  id: z.uuid(),
  team_id: z.uuid(),
  name: z.string(),
  reporting_currency: z.string().nullable(),
  created_at: z.iso.datetime(),
})

export const shown = ({ id, teamId, name, reportingCurrency, createdAt }: SiteRow) => ({
  id,
  team_id: teamId,
  name,
  reporting_currency: reportingCurrency,
  created_at: createdAt.toISOString(),
})
