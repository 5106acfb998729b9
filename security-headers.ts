/** Request headers by which the proxy hands things to the app. A client's own are always overwritten. */
export const nonceHeader = 'x-nonce'
export const requestIdHeader = 'x-request-id'

type Page = {
  path: string
  nonce: string
  requestId: string
  /** `APP_URL`; https switches on HSTS and the upgrade of stray http links. */
  appUrl: string | undefined
  /** `next dev` evaluates code and injects styles. */
  development: boolean
}

/** Everything a page's or an API answer's headers say about safety (AU-13). */
export function securityHeaders({ path, nonce, requestId, appUrl, development }: Page): Record<string, string> {
  const https = Boolean(appUrl?.startsWith('https://'))
  return {
    ...staticSecurityHeaders,
    'referrer-policy': referrerPolicy(path),
    'content-security-policy': contentSecurityPolicy({ nonce, https, development }),
    // What we show belongs to a team: no shared cache, and no browser cache after signing out.
    'cache-control': 'private, no-store',
    [requestIdHeader]: requestId,
    ...(https ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  }
}

/**
 * Never a word to other sites. Not `no-referrer` everywhere: under it a browser sends `Origin: null` with our own form
 * posts, and those must be refused (AU-12). Where an address carries a code or state it is `no-referrer` (OA-10).
 */
function referrerPolicy(path: string): string {
  return /\/oauth\//.test(path) ? 'no-referrer' : 'same-origin'
}

/** The part that is the same for every answer; `next.config.ts` sets it on what the proxy does not see. */
export const staticSecurityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
} as const

/**
 * Scripts only with this request's nonce and what they load themselves. Style elements likewise; style attributes are
 * allowed, because Base UI positions popups and hides native inputs with them and CSP has no nonce for attributes.
 */
export function contentSecurityPolicy(page: { nonce: string; https: boolean; development: boolean }): string {
  const { nonce, https, development } = page
  const directives: [string, ...string[]][] = [
    ['default-src', "'self'"],
    ['script-src', "'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    ['style-src', "'self'", `'nonce-${nonce}'`],
    ['style-src-elem', "'self'", development ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    ['style-src-attr', "'unsafe-inline'"],
    ['img-src', "'self'", 'data:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'", ...(development ? ['ws:'] : [])],
    ['object-src', "'none'"],
    ['frame-src', "'none'"],
    ['worker-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ['frame-ancestors', "'none'"],
  ]
  const policy = directives.map((directive) => directive.join(' '))
  return [...policy, ...(https ? ['upgrade-insecure-requests'] : [])].join('; ')
}
