import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type Fact, storedFact } from '@/lib/facts/fact'
import { writeEntries } from '@/lib/inbox/entries'
import { foldInvoice } from '@/lib/invoices/fold'
import { commandEntry } from '@/lib/lane/command'
import { foldCharge } from '@/lib/ledger/fold'
import { alarm } from './alarm'

/** Objects compared in one statement; a charge has a handful of facts, an invoice a dozen. */
const atOnce = 500

/** A charge or invoice with all its facts and what is kept of it, every value as text. */
interface Stored extends Record<string, unknown> {
  connection_id: string
  object_id: string
  livemode: boolean
  facts: Fact[]
  charge: Kept | null
  invoice: Kept | null
  /** Whose it is; null when nobody is known. */
  subscriber_id: string | null
}

type Kept = Record<string, string | null>

/** Folds every charge and invoice of a team anew and compares; what differs is computed again by the lane. */
export async function checkObjects(teamId: TeamId): Promise<void> {
  let after: [string, string, boolean] = ['00000000-0000-0000-0000-000000000000', '', false]
  for (;;) {
    const { rows, wrong } = await withTeams(teamId, async (tx) => {
      const page = await stored(tx, teamId, after)
      const sites = await sitesOf(tx, teamId)
      const drifted = page.filter((row) => isWrong(row, sites))
      await refold(tx, teamId, drifted)
      return { rows: page, wrong: drifted }
    })
    for (const row of wrong) await alarm(teamId, row.subscriber_id ?? 'nobody known', [row.object_id])
    const last = rows.at(-1)
    if (!last) return
    after = [last.connection_id, last.object_id, last.livemode]
  }
}

/** What is at home on a site that is gone is kept nowhere, and rightly so. */
function isWrong({ charge, invoice, ...stored }: Stored, sites: ReadonlySet<string>): boolean {
  const facts = stored.facts.map(storedFact)
  const money = foldCharge(facts)
  const bill = foldInvoice(facts)?.invoice ?? null
  const differs = (fresh: { siteId: string } | null, kept: Kept | null, columns: Kept) =>
    fresh !== null &&
    sites.has(fresh.siteId) &&
    (kept === null || Object.entries(columns).some(([name, value]) => kept[name] !== value))
  return differs(money, charge, money ? ofCharge(money) : {}) || differs(bill, invoice, bill ? ofInvoice(bill) : {})
}

const ofCharge = (row: NonNullable<ReturnType<typeof foldCharge>>): Kept => ({
  site: row.siteId,
  party: row.partyKey,
  currency: row.currency,
  captured: String(row.captured),
  refunded: String(row.refunded),
  withdrawn: String(row.withdrawn),
  reinstated: String(row.reinstated),
  net: String(row.net),
  settled: row.settled === null ? null : String(row.settled),
  invoice: row.invoiceId,
})

const ofInvoice = (row: NonNullable<ReturnType<typeof foldInvoice>>['invoice']): Kept => ({
  site: row.siteId,
  party: row.partyKey,
  total: row.total === null ? null : String(row.total),
  untaxed: row.totalExcludingTax === null ? null : String(row.totalExcludingTax),
  off_stripe: row.paidOffStripe === null ? null : String(row.paidOffStripe),
})

/** A command is about one connection and mode. */
async function refold(tx: Tx, teamId: TeamId, rows: readonly Stored[]) {
  const places = new Map<string, Stored[]>()
  for (const row of rows) {
    const place = `${row.connection_id} ${row.livemode}`
    places.set(place, [...(places.get(place) ?? []), row])
  }
  const commands = [...places.values()].flatMap((objects) => {
    const [first] = objects
    if (!first) return []
    const place = { teamId, connectionId: first.connection_id, livemode: first.livemode }
    return [commandEntry(place, { name: 'refold', objects: objects.map((row) => row.object_id) })]
  })
  await writeEntries(tx, commands)
}

async function sitesOf(tx: Tx, teamId: TeamId): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`select id from sites where team_id = ${teamId}`)
  return new Set(rows.map((row) => row.id))
}

/** One statement, so that no batch of the lane can come between the facts and what is kept. */
async function stored(tx: Tx, teamId: TeamId, [connection, object, livemode]: [string, string, boolean]) {
  const { rows } = await tx.execute<Stored>(sql`
    with object as materialized (
      select distinct f.connection_id, f.object_id, f.livemode from facts f
      where f.team_id = ${teamId} and f.aspect in ('charge', 'invoice')
        and (f.connection_id, f.object_id, f.livemode) > (${connection}::uuid, ${object}, ${livemode})
      order by f.connection_id, f.object_id, f.livemode limit ${atOnce}
    )
    select o.connection_id, o.object_id, o.livemode, t.facts, l.kept as charge, i.kept as invoice, p.subscriber_id
    from object o
    cross join lateral (
      select json_agg(json_build_object('teamId', f.team_id, 'connectionId', f.connection_id, 'objectId', f.object_id,
        'aspect', f.aspect, 'at', f.at, 'rank', f.rank, 'eventId', f.event_id, 'siteId', f.site_id, 'livemode', f.livemode,
        'value', f.value)) as facts
      from facts f
      where f.team_id = ${teamId} and f.connection_id = o.connection_id and f.object_id = o.object_id and f.livemode = o.livemode
    ) t
    left join lateral (
      select c.party_key, c.site_id, json_build_object('site', c.site_id, 'party', c.party_key, 'currency', c.currency,
        'captured', c.captured::text, 'refunded', c.refunded::text, 'withdrawn', c.withdrawn::text,
        'reinstated', c.reinstated::text, 'net', c.net::text, 'settled', c.settled::text, 'invoice', c.invoice_id) as kept
      from ledger c
      where c.team_id = ${teamId} and c.connection_id = o.connection_id and c.charge_id = o.object_id and c.livemode = o.livemode
    ) l on true
    left join lateral (
      select b.party_key, b.site_id, json_build_object('site', b.site_id, 'party', b.party_key, 'total', b.total::text,
        'untaxed', b.total_excluding_tax::text, 'off_stripe', b.paid_off_stripe::text) as kept
      from invoices b
      where b.team_id = ${teamId} and b.connection_id = o.connection_id and b.invoice_id = o.object_id and b.livemode = o.livemode
    ) i on true
    left join lateral (
      select y.subscriber_id from parties y
      where y.team_id = ${teamId} and y.key = coalesce(l.party_key, i.party_key) and y.livemode = o.livemode
        and y.site_id = coalesce(l.site_id, i.site_id)
    ) p on true
    order by o.connection_id, o.object_id, o.livemode`)
  return rows
}
