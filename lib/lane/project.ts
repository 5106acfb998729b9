import type { TeamId } from '@/db/schema/columns'
import type { LaneClient } from './client'
import { figuresSql } from './figures-sql'
import type { People } from './fold-people'

/** A subscriber some of whose money is in other currencies than the reporting one. */
export interface Foreign {
  teamId: TeamId
  id: string
  currencies: string[]
}

/**
 * Round trip 5: the people's figures, summed from ledger and subscriptions. A statement of its own: inside the one that
 * stores, sum() would still see the rows of before. Tells whose money needs converting.
 */
export async function project(client: LaneClient, { touched }: People): Promise<Foreign[]> {
  if (touched.length === 0) return []
  const values = [touched.map((t) => t.teamId), touched.map((t) => t.id)]
  const { rows } = await client.query<Foreign>({ name: 'project', text: projectSql, values })
  return rows.filter(({ currencies }) => currencies.length > 0)
}

const projectSql = `
with person as materialized (
  select s.team_id, s.id, s.site_id, s.livemode
  from unnest($1::uuid[], $2::uuid[]) as t(team_id, id) join subscribers s using (team_id, id)
)
update subscribers s set
  email = coalesce(n.email, s.email),
  name = n.name,
  user_group = n.user_group,
  created_at = coalesce(n.created_at, s.created_at),
  currency = n.currency,
  lifetime_value_by_currency = n.lifetime_value_by_currency,
  lifetime_value = n.lifetime_value,
  lifetime_value_not_converted = n.lifetime_value_not_converted,
  mrr_by_currency = n.mrr_by_currency,
  mrr = n.mrr,
  mrr_not_converted = n.mrr_not_converted,
  reporting_currency = n.reporting_currency,
  plan = n.plan,
  plan_interval = n.plan_interval,
  subscription_status = n.subscription_status,
  product_ids = n.product_ids,
  unsubscribed_at = n.unsubscribed_at,
  deleted_at = n.deleted_at,
  tags = n.tags,
  fields = n.fields,
  updated_at = now()
from (${figuresSql}) n
where s.team_id = n.team_id and s.id = n.id
returning s.team_id as "teamId", s.id, array(select jsonb_object_keys(s.lifetime_value_by_currency - coalesce(s.reporting_currency, ''))) as currencies`
