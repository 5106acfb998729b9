import type { Route } from 'next'

export type Mode = 'live' | 'test'

/** Test data is asked for with `?mode=test`; everything else is live. For `searchParams` of a page. */
export function modeOf(value: string | string[] | null | undefined): Mode {
  return value === 'test' ? 'test' : 'live'
}

/** The same address in a mode, other parameters kept: a link inside test data stays in test data. */
export function inMode(href: string, mode: Mode): Route {
  const [address = '', hash] = href.split('#')
  const [path = '', query] = address.split('?')
  const parameters = new URLSearchParams(query)
  if (mode === 'test') parameters.set('mode', 'test')
  else parameters.delete('mode')
  const tail = parameters.size > 0 ? `?${parameters}` : ''
  return `${path}${tail}${hash === undefined ? '' : `#${hash}`}` as Route
}
