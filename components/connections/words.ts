import type { ConnectionActivity } from '@/lib/connections/activity'

/** "412", "10,000+": counts are cut off past ten thousand (lib/counting.ts). */
export function countWords(count: number): string {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en')
}

export function eventsWords(count: number): string {
  return count === 1 ? '1 event' : `${countWords(count)} events`
}

export function subscribersWords(count: number): string {
  return count === 1 ? '1 subscriber' : `${countWords(count)} subscribers`
}

export function flowsWords(count: number): string {
  return count === 1 ? '1 flow' : `${countWords(count)} flows`
}

/** "74 became events · 30 switched off · 1 not used": what became of a day's webhooks; undefined when there were none. */
export function dayWords({ events, switchedOff, notUsed }: ConnectionActivity['day']): string | undefined {
  const parts = [
    [events, events === 1 ? 'became an event' : 'became events'],
    [switchedOff, 'switched off'],
    [notUsed, 'not used'],
  ] as const
  return parts.flatMap(([count, what]) => (count > 0 ? [`${countWords(count)} ${what}`] : [])).join(' · ') || undefined
}

export function modeWords(livemode: boolean): 'live' | 'test' {
  return livemode ? 'live' : 'test'
}

export interface ConnectTarget {
  siteId?: string | null
  livemode?: boolean
  returnTo?: string | null
}

/** The deep link that leaves for Stripe: a plain address, to be followed by the browser and not by the router. */
export function connectHref(teamId: string, target: ConnectTarget = {}): string {
  return connectHrefAsking(teamId, connectQuery(target))
}

export function connectQuery({ siteId, livemode, returnTo }: ConnectTarget): URLSearchParams {
  return new URLSearchParams({
    ...(siteId ? { site: siteId } : {}),
    ...(livemode === undefined ? {} : { mode: modeWords(livemode) }),
    ...(returnTo ? { return_to: returnTo } : {}),
  })
}

/** The same with what an address asked for, passed on as it came; the deep link itself checks it. */
export function connectHrefAsking(teamId: string, query: URLSearchParams): string {
  return `/account/teams/${teamId}/oauth/stripe_accounts/new${query.size > 0 ? `?${query}` : ''}`
}

/** The part of a page's query that a deep link understands. */
export function connectQueryOf(query: Record<string, unknown>): URLSearchParams {
  const known = ['site', 'mode', 'return_to'].map((name) => [name, query[name]] as const)
  return new URLSearchParams(known.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

export function connectionHref(teamId: string, connectionId: string, page = ''): string {
  return `/account/teams/${teamId}/stripe_accounts/${connectionId}${page && `/${page}`}`
}
