import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { subscriptions } from '@/db/schema/money'
import { type Fact, newest, storedFact } from '@/lib/facts/fact'
import { FactSet } from '@/lib/facts/fact-set'
import { catalogueOf } from '@/lib/products/fold'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import { readSubscriptionFacts } from './fold'
import { type ItemRevenue, monthlyRevenue } from './monthly'
import { isRevenueNote, type RevenueNote } from './notes'
import { sourceWords } from './words'

/** Where a figure comes from: a dated statement and its event; null when Stripe was asked, or the event is gone. */
export interface RevenueSource {
  at: Date
  words: string
  stripeEventId: string
  eventId: string | null
}

/** An item with the name of its product. */
export interface SubscriptionItem extends ItemRevenue {
  productName: string | null
}

/** A subscription of a person, with how its MRR comes about. Amounts in minor units of `currency`. */
export interface SubscriptionRevenue {
  id: string
  connectionId: string
  status: string
  plan: string | null
  planInterval: string | null
  currency: string | null
  mrr: bigint
  startedAt: Date | null
  trialEnd: Date | null
  currentPeriodEnd: Date | null
  /** The day it ends, where that is set. */
  cancelAt: Date | null
  canceledAt: Date | null
  notes: RevenueNote[]
  items: SubscriptionItem[]
  sources: RevenueSource[]
}

type Whose = { siteId: SiteId; livemode: boolean; keys: string[] }

/** The subscriptions at home on a site of a person's parties, the newest first, computed as the lane does. `code`: see moneyFormat. */
export async function revenueOf(
  tx: Tx,
  teamId: TeamId,
  whose: Whose,
  policy: MoneyPolicy['mrr'],
  { limit, code }: { limit: number; code: boolean },
): Promise<SubscriptionRevenue[]> {
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.teamId, teamId),
        inArray(subscriptions.partyKey, whose.keys),
        eq(subscriptions.siteId, whose.siteId),
        eq(subscriptions.livemode, whose.livemode),
      ),
    )
    .orderBy(sql`${subscriptions.startedAt} desc nulls last`, subscriptions.subscriptionId)
    .limit(limit)
  const told = await factsBehind(tx, teamId, whose.livemode, rows)
  const set = new FactSet(told)
  const events = new Map(told.map(({ eventId, rowId }) => [eventId, rowId]))
  return rows.map((row) => ({
    ...row,
    id: row.subscriptionId,
    notes: row.mrrNotes.filter(isRevenueNote),
    ...computed({ ...row, objectId: row.subscriptionId }, set, { events, policy, code }),
  }))
}

function computed(
  object: { teamId: TeamId; connectionId: string; livemode: boolean; objectId: string },
  set: FactSet,
  { events, policy, code }: { events: ReadonlyMap<string, string | null>; policy: MoneyPolicy['mrr']; code: boolean },
): Pick<SubscriptionRevenue, 'items' | 'sources'> {
  const read = readSubscriptionFacts(object, set)
  if (!read) return { items: [], sources: [] }
  const catalogue = catalogueOf(set, object)
  const { items } = monthlyRevenue(read.subscription, catalogue, policy, new Date())
  const { currency, customer } = read.terms
  const behind = [
    read.state,
    ...set.of(object).filter(({ aspect }) => aspect === 'discount'),
    ...newestInvoice(set.of(object)),
    ...(read.subscription.discountsOfCustomer && customer
      ? set.of({ ...object, objectId: customer }).filter(isAboutDiscount)
      : []),
  ]
  return {
    items: items.map((item) => ({
      ...item,
      productName: item.productId ? (catalogue.product(item.productId)?.name ?? null) : null,
    })),
    sources: behind
      .map((fact) => ({
        at: new Date(fact.at),
        words: sourceWords(fact, currency, code),
        stripeEventId: fact.eventId,
        eventId: events.get(fact.eventId) ?? null,
      }))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}

/** A customer without any discount says so in each of its events: that is no source of anything. */
const isAboutDiscount = ({ aspect, value }: Fact) =>
  aspect === 'discount' && (value.deleted !== true || (value.id ?? value.coupon) !== null)

function newestInvoice(facts: readonly Fact[]): Fact[] {
  const invoice = newest(facts.filter(({ aspect }) => aspect === 'paid_invoice'))
  return invoice ? [invoice] : []
}

type Row = typeof subscriptions.$inferSelect
type ToldFact = Fact & { rowId: string | null }

/** The last words of each kind on each subscription and what it rests on, and all on discounts that name one. */
async function factsBehind(tx: Tx, teamId: TeamId, livemode: boolean, rows: readonly Row[]): Promise<ToldFact[]> {
  const objects = rows.flatMap(({ connectionId, subscriptionId, restsOn }) =>
    [subscriptionId, ...restsOn].map((id) => ({ connection: connectionId, id })),
  )
  if (objects.length === 0) return []
  const winners = sql`(f.aspect in ('state', 'items', 'paid_invoice', 'product', 'price', 'tiers', 'coupon', 'coupon_limit', 'coupon_amounts', 'discount'))`
  const { rows: facts } = await tx.execute<Record<keyof ToldFact, never>>(sql`
    with object as (
      select distinct connection, id
      from json_to_recordset(${JSON.stringify(objects)}::json) as o(connection uuid, id text)
    )
    select told.*, v.id as "rowId" from (
      select ${columns} from (
        select f.*, rank() over (partition by f.connection_id, f.object_id, f.aspect order by f.at desc) as nth
        ${from(teamId, livemode)} and ${winners}
      ) f where f.nth = 1
      union
      select ${columns} ${from(teamId, livemode)} and f.aspect = 'discount'
        and (f.value->>'id' is not null or f.value->>'coupon' is not null)
    ) told
    left join events v on v.team_id = ${teamId} and v.connection_id = told."connectionId" and v.stripe_event_id = told."eventId"
      and v.livemode = told.livemode`)
  return facts.map(storedFact)
}

const columns = sql`f.team_id as "teamId", f.connection_id as "connectionId", f.object_id as "objectId", f.aspect, f.at, f.rank,
  f.event_id as "eventId", f.site_id as "siteId", f.livemode, f.value`

const from = (teamId: TeamId, livemode: boolean): SQL =>
  sql`from object o join facts f on f.team_id = ${teamId} and f.connection_id = o.connection and f.object_id = o.id and f.livemode = ${livemode}`
