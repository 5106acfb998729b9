import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { connections } from '@/db/schema/connections'
import { destinations } from '@/db/schema/destinations'
import { flows } from '@/db/schema/flows'
import { sites } from '@/db/schema/sites'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit/index'
import { recomputeSiteJob } from '@/lib/figures/jobs'
import { enqueue } from '@/lib/jobs'
import type { Result } from '@/lib/result'
import { purgeSiteJob } from './jobs'
import { type MoneyPolicy, type MoneyPolicyChange, moneyPolicyOf, withChanges } from './money-policy'
import type { SiteRow } from './queries'

export interface SiteDoer {
  teamId: TeamId
  actor: AuditActor
}

export async function createSite(by: SiteDoer, name: string): Promise<Result<SiteRow, 'name_taken'>> {
  return withTeams(by.teamId, async (tx) => {
    if (await isTaken(tx, by.teamId, name)) return { ok: false, reason: 'name_taken' }
    const [site] = await tx.insert(sites).values({ teamId: by.teamId, name }).returning()
    if (!site) throw new Error('a site was not stored')
    await audit(tx, { ...by, action: 'site.created', subject: site.id, detail: { name } })
    return { ok: true, value: site }
  })
}

export interface SiteChanges {
  name?: string | undefined
  /** Upper-case ISO 4217 code; null = the account's default currency, else the first charge's. */
  reportingCurrency?: string | null | undefined
  /** Lines of the money policy; those left out stay. */
  moneyPolicy?: MoneyPolicyChange | undefined
}

/**
 * Gives a site another name, reporting currency or rule for what counts; what is left out stays. A job has the lane compute
 * the figures of its subscribers again: only the lane writes them.
 */
export async function changeSite(
  by: SiteDoer,
  id: SiteId,
  changes: SiteChanges,
): Promise<Result<SiteRow, 'name_taken'>> {
  return withTeams(by.teamId, async (tx) => {
    const before = await lock(tx, by.teamId, id)
    const { name = before.name, reportingCurrency = before.reportingCurrency } = changes
    const rule = moneyPolicyOf(before.moneyPolicy)
    const moneyPolicy = withChanges(rule, changes.moneyPolicy ?? {})
    const changed = changedLines(rule, moneyPolicy)
    if (name !== before.name && (await isTaken(tx, by.teamId, name, id))) return { ok: false, reason: 'name_taken' }
    await tx
      .update(sites)
      .set({ name, reportingCurrency, ...(changed.length > 0 ? { moneyPolicy } : {}) })
      .where(one(by.teamId, id))
    if (name !== before.name) {
      await audit(tx, { ...by, action: 'site.renamed', subject: id, detail: { before: before.name, after: name } })
    }
    if (reportingCurrency !== before.reportingCurrency) {
      const detail = { before: before.reportingCurrency, after: reportingCurrency }
      await audit(tx, { ...by, action: 'site.reporting_currency_changed', subject: id, detail })
    }
    if (changed.length > 0) {
      await audit(tx, { ...by, action: 'site.money_policy_changed', subject: id, detail: { changed } })
    }
    if (changed.length > 0 || reportingCurrency !== before.reportingCurrency) {
      await enqueue(tx, [recomputeSiteJob(by.teamId, id)])
    }
    return { ok: true, value: { ...before, name, reportingCurrency, moneyPolicy } }
  })
}

/** What reads differently now, as `mrr.discounts`. */
function changedLines(before: MoneyPolicy, after: MoneyPolicy) {
  const [old, now] = [linesOf(before), linesOf(after)]
  return [...now].flatMap(([line, value]) =>
    old.get(line) === value ? [] : [{ line, before: old.get(line), after: value }],
  )
}

const linesOf = (rule: MoneyPolicy) =>
  new Map(
    Object.entries(rule).flatMap(([figure, lines]) =>
      Object.entries(lines).map(([line, value]) => [`${figure}.${line}`, value] as const),
    ),
  )

export type DeleteRefusal = { reason: 'routed'; connections: string[] } | { reason: 'last_site' }

/**
 * Deletes a site. Refused while a connection points to it (its next event would have nowhere to go) and for the last
 * one. The site is gone at once; what lay on it follows in the background (purge.ts).
 */
export async function deleteSite(by: SiteDoer, id: SiteId): Promise<{ ok: true } | ({ ok: false } & DeleteRefusal)> {
  return withTeams(by.teamId, async (tx) => {
    const ofTeam = eq(sites.teamId, by.teamId)
    const all = await tx.select({ id: sites.id }).from(sites).where(ofTeam).orderBy(sites.id).for('update')
    const routed = await tx
      .select({ name: connections.name })
      .from(connections)
      .where(and(eq(connections.teamId, by.teamId), eq(connections.siteId, id)))
    if (routed.length > 0) return { ok: false, reason: 'routed', connections: routed.map((row) => row.name) }
    if (all.length < 2) return { ok: false, reason: 'last_site' }

    const { name } = await lock(tx, by.teamId, id)
    // In the order everybody locks in (lib/deliveries/locks.ts).
    for (const table of [destinations, flows]) {
      const here = and(eq(table.teamId, by.teamId), eq(table.siteId, id))
      await tx.select({ id: table.id }).from(table).where(here).orderBy(table.id).for('update')
      await tx.update(table).set({ deletedAt: sql`now()` }).where(here)
    }
    await tx.delete(sites).where(one(by.teamId, id))
    await audit(tx, { ...by, action: 'site.deleted', subject: id, detail: { name } })
    await enqueue(tx, [purgeSiteJob(by.teamId, id)])
    return { ok: true }
  })
}

const one = (teamId: TeamId, id: SiteId) => and(eq(sites.teamId, teamId), eq(sites.id, id))

async function lock(tx: Tx, teamId: TeamId, id: SiteId) {
  const [site] = await tx.select().from(sites).where(one(teamId, id)).for('update')
  if (!site) throw new Error('a site vanished while it was being changed')
  return site
}

/** Two sites of one name could not be told apart in the switcher. */
async function isTaken(tx: Tx, teamId: TeamId, name: string, except?: SiteId) {
  const rows = await tx.select({ id: sites.id, name: sites.name }).from(sites).where(eq(sites.teamId, teamId))
  return rows.some((row) => row.id !== except && row.name.toLowerCase() === name.toLowerCase())
}
