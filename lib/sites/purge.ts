import { type SQL, sql } from 'drizzle-orm'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { removeInRounds, rowsARound } from '@/lib/tenancy/remove-in-rounds'

/** Removes what lay on a deleted site. Nothing new lands there: receipt binds to the sites of routes, and none points to it. */
export async function purgeSite(teamId: TeamId, siteId: SiteId): Promise<void> {
  if (await stillThere(teamId, siteId)) return
  for (const { table, rows } of leftovers(teamId, siteId)) {
    const some = sql`select r.ctid from ${sql.identifier(table)} r where r.team_id = ${teamId} and ${rows} limit ${rowsARound}`
    await removeInRounds(teamId, (tx) =>
      tx.execute(sql`delete from ${sql.identifier(table)} where ctid = any(array(${some}))`),
    )
  }
}

async function stillThere(teamId: TeamId, siteId: SiteId) {
  const { rows } = await withTeams(teamId, (tx) =>
    tx.execute(sql`select 1 from sites where team_id = ${teamId} and id = ${siteId}`),
  )
  return rows.length > 0
}

/** In an order that keeps what a later step is found by: the open work before its inbox, the waiting before their events. */
function leftovers(teamId: TeamId, siteId: SiteId): { table: string; rows: SQL }[] {
  const here = sql`r.site_id = ${siteId}`
  const of = (table: string) =>
    sql`select id from ${sql.identifier(table)} where team_id = ${teamId} and site_id = ${siteId}`
  // What a customer's e-mail is counts for the whole connection: another site that knows the customer still needs it.
  const elsewhere = sql`exists (select 1 from parties p where p.team_id = r.team_id and p.site_id <> ${siteId}
    and p.key = 'cus:' || r.connection_id || ':' || r.object_id)`
  // That a charge was at home here is kept, without whose it was: a later refund must not count on another site.
  const home = sql`r.aspect = 'charge'`
  return [
    { table: 'flow_queue', rows: here },
    { table: 'flow_steps', rows: sql`r.run_id in (${of('flow_runs')})` },
    { table: 'flow_runs', rows: here },
    { table: 'flow_versions', rows: sql`r.flow_id in (${of('flows')})` },
    { table: 'flows', rows: here },
    { table: 'suppressions', rows: here },
    { table: 'delivery_queue', rows: sql`r.destination_id in (${of('destinations')})` },
    { table: 'delivery_attempts', rows: sql`r.destination_id in (${of('destinations')})` },
    { table: 'delivery_calls', rows: sql`r.destination_id in (${of('destinations')})` },
    { table: 'destination_contacts', rows: sql`r.destination_id in (${of('destinations')})` },
    { table: 'deliveries', rows: here },
    { table: 'destinations', rows: here },
    { table: 'inbox_queue', rows: sql`r.id in (${of('inbox')})` },
    { table: 'inbox', rows: here },
    { table: 'waiting', rows: sql`r.event_id in (${of('events')})` },
    { table: 'events', rows: here },
    { table: 'ledger', rows: here },
    { table: 'subscriptions', rows: here },
    { table: 'invoices', rows: here },
    { table: 'invoice_payments', rows: here },
    { table: 'facts', rows: sql`${here} and not ${elsewhere} and not ${home}` },
    { table: 'parties', rows: here },
    { table: 'subscribers', rows: here },
  ]
}
