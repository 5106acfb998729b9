import { sql } from 'drizzle-orm'
import { sluice } from '@/lib/connections/actor'
import { createDestination } from '@/lib/destinations/mutations'
import { connectedTeam, type Place, routeTo, rowsOf } from '@/lib/lane/testing'
import { guardedHttp } from '@/lib/outbound/client'
import { randomHistory, type Shape, type StripeEvent } from '@/sandbox/story'

/** A Stripe account in one mode, with everything that ever happened in it, in the order it happened. */
export interface Shop {
  name: string
  account: string
  livemode: boolean
  events: readonly StripeEvent[]
}

/** A shop that is connected, with the team and the site it belongs to. */
export interface ConnectedShop extends Shop {
  place: Place
}

interface Plan {
  name: string
  team: 'harbour' | 'meadow' | 'summit' | 'valley'
  currency: string
  shape: Shape
  livemode?: boolean
  /** Its story is of the last hours, so what happens in it goes out to a destination; history does not. */
  isRecent?: boolean
  /** Tells the story of another shop over again: the same ids in another team, or in the other mode. */
  sameAs?: string
}

/**
 * Four teams. The harbour has two accounts on one site, so one person may be a customer of both, and the test side of the
 * first; the meadow's account uses the very ids of the harbour's; the valley connects while its events already arrive.
 */
const plans: readonly Plan[] = [
  { name: 'harbour books', team: 'harbour', currency: 'usd', shape: 'newest' },
  { name: 'harbour cafe', team: 'harbour', currency: 'eur', shape: 'classic' },
  { name: 'harbour books in test mode', team: 'harbour', ...testSideOf('harbour books') },
  { name: 'meadow', team: 'meadow', currency: 'usd', shape: 'newest', sameAs: 'harbour books' },
  { name: 'summit', team: 'summit', currency: 'jpy', shape: 'basil', isRecent: true },
  { name: 'valley', team: 'valley', currency: 'gbp', shape: 'newest' },
]

function testSideOf(sameAs: string) {
  return { currency: 'usd', shape: 'newest', livemode: false, sameAs } as const
}

/** Shops with at least `events` events together. The same seed makes the same shops, but for the time of the recent one. */
export function shopsOf(seed: string, events: number): Shop[] {
  // One customer's life is more than twenty events.
  const customers = Math.ceil(events / plans.length / 20)
  const shops = new Map<string, Shop>()
  for (const plan of plans) {
    const { name, livemode = true, currency, shape, sameAs, isRecent } = plan
    const hours = isRecent ? { start: Math.floor(Date.now() / 1_000) - 12 * 3_600, maxGap: 3 } : {}
    const base = sameAs === undefined ? undefined : shops.get(sameAs)
    const account = livemode || !base ? accountOf(seed, name) : base.account
    const told =
      base === undefined
        ? apart(randomHistory(`${seed}/${name}`, customers, { account, currency, shape, ...hours }).events)
        : toldAgain(base, account, livemode)
    shops.set(name, { name, account, livemode, events: told })
  }
  return [...shops.values()]
}

/** Connects a shop as its team's settings page would; shops of one team stand on one site. */
export async function connect(
  shop: Shop,
  connected: readonly ConnectedShop[],
  receiverUrl: string,
): Promise<ConnectedShop> {
  const { account, livemode } = shop
  const sibling = connected.find((other) => teamOf(other) === teamOf(shop))
  const place = await connectedTeam({ account, livemode, ...(sibling && { teamId: sibling.place.teamId }) })
  // A connection by key: nobody is asked what payloads leave out, so figures rest on the events alone.
  await rowsOf(place, sql`update connections set kind = 'key' where id = ${place.connectionId}`)
  if (plans.find(({ name }) => name === shop.name)?.isRecent) await forward(place, receiverUrl)
  if (!sibling) return { ...shop, place }
  await routeTo(place, sibling.place.siteId)
  return { ...shop, place: { ...place, siteId: sibling.place.siteId } }
}

async function forward({ teamId, siteId }: Place, url: string) {
  const given = { site_id: siteId, livemode: true, kind: 'webhook', name: 'Receiver', config: { url } }
  const made = await createDestination({ teamId, actor: sluice }, siteId, given, guardedHttp())
  if (made.outcome !== 'saved') throw new Error(`the destination was not saved: ${JSON.stringify(made)}`)
}

/**
 * Paused and running again within one second is what no payload can tell from the other way round (docs/decisions/0003): the
 * second change, and all that follows, happens a second later.
 */
function apart(events: readonly StripeEvent[]): StripeEvent[] {
  const shown = new Map<string, { second: number; states: string[] }>()
  let later = 0
  return events.map((event) => {
    const { object } = event.data
    const id = String(object.id)
    if (object.object !== 'subscription') return { ...event, created: event.created + later }
    const state = JSON.stringify([object.status, object.items, object.cancel_at])
    const before = shown.get(id)
    const last = before?.states.at(-1)
    const isBack = before?.second === event.created + later && last !== state && before.states.includes(state)
    if (isBack) later += 1
    const second = event.created + later
    const states = before?.second === second ? [...before.states, state] : [...(last ? [last] : []), state]
    shown.set(id, { second, states })
    return { ...event, created: second }
  })
}

const teamOf = ({ name }: Shop) => plans.find((plan) => plan.name === name)?.team

const accountOf = (seed: string, name: string) => `acct_1${`${seed}${name}`.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`

function toldAgain({ account, events }: Shop, as: string, livemode: boolean): StripeEvent[] {
  const text = JSON.stringify(events).replaceAll(account, as)
  return JSON.parse(livemode ? text : text.replaceAll('"livemode":true', '"livemode":false'))
}
