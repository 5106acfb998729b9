/** "412", "10,000+": counts are cut off past ten thousand (lib/connections/activity.ts). */
export function countWords(count: number): string {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en')
}

export function eventsWords(count: number): string {
  return count === 1 ? '1 event' : `${countWords(count)} events`
}

export function subscribersWords(count: number): string {
  return count === 1 ? '1 subscriber' : `${countWords(count)} subscribers`
}

export function modeWords(livemode: boolean): 'live' | 'test' {
  return livemode ? 'live' : 'test'
}

/** The deep link that leaves for Stripe: a plain address, to be followed by the browser and not by the router. */
export function connectHref(teamId: string, target: { siteId?: string; livemode?: boolean } = {}): string {
  const query = new URLSearchParams()
  if (target.siteId) query.set('site', target.siteId)
  if (target.livemode !== undefined) query.set('mode', modeWords(target.livemode))
  const search = query.size > 0 ? `?${query}` : ''
  return `/account/teams/${teamId}/oauth/stripe_accounts/new${search}`
}

export function connectionHref(teamId: string, connectionId: string, page = ''): string {
  return `/account/teams/${teamId}/stripe_accounts/${connectionId}${page && `/${page}`}`
}
