const base = 'http://sluice.invalid'

/**
 * A path on this origin, or '/'. The one gate for every `next`, `return_to` and remembered path (AU-11): no scheme, no
 * host, no `//`, no backslash, no control characters, no encoded tricks, and not back into sign-in itself.
 */
export function safePath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 2000) return '/'
  if (!value.startsWith('/') || hasTricks(value)) return '/'
  // Decoded once more than any router does: what turns into a trick there was meant as one.
  const decoded = decode(value)
  if (decoded === undefined || !decoded.startsWith('/') || hasTricks(decoded)) return '/'

  const url = parse(value)
  if (!url || url.origin !== base || url.username || url.password) return '/'
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith('//') || isSignIn(url.pathname) ? '/' : path
}

/**
 * Where a trip to Stripe may end besides the connected screen, or null: a path of ours, not the home page (it says nothing
 * of the connection), and not an OAuth route, which would send the person off on the next trip at once.
 */
export function safeReturnPath(value: unknown): string | null {
  const path = safePath(value)
  const segments = decode(path)?.toLowerCase().split('/') ?? []
  return path === '/' || segments.includes('oauth') ? null : path
}

function hasTricks(text: string) {
  const path = text.split(/[?#]/, 1)[0] ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop tab and newline inside URLs, so `/\t/evil` is `//evil`
  return path.includes('//') || path.includes('\\') || /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/.test(text)
}

function decode(text: string) {
  try {
    return decodeURIComponent(text.split(/[?#]/, 1)[0] ?? '')
  } catch {
    return undefined
  }
}

function parse(value: string) {
  try {
    return new URL(value, base)
  } catch {
    return undefined
  }
}

/** Coming back to sign-in after signing in would go round in circles; API paths are not pages. */
const isSignIn = (path: string) => path === '/sign-in' || path.startsWith('/sign-in/') || path.startsWith('/api/')
