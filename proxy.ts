import { type NextRequest, NextResponse } from 'next/server'
import { ApiError, refusal } from './app/api/answers'
import { allowInstead } from './app/api/methods'
import { nonceHeader, requestIdHeader, securityHeaders } from './security-headers'

/**
 * Puts a nonce, a request id and the security headers on every page and API answer, and refuses methods an address of
 * the API does not take (Next would with an empty body). It decides nothing about who may
 * see what: that lives where the data is read, because proxies get bypassed (AU-14).
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const requestId = `req_${Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex')}`
  const answer = securityHeaders({
    path: request.nextUrl.pathname,
    nonce,
    requestId,
    appUrl: process.env.APP_URL,
    development: process.env.NODE_ENV === 'development',
  })

  // What the app reads is ours, whatever the client sent under these names. Next takes the nonce for its own scripts
  // from the policy among the *request* headers.
  const forward = new Headers(request.headers)
  forward.delete('content-security-policy-report-only')
  forward.set('content-security-policy', answer['content-security-policy'] ?? '')
  forward.set(nonceHeader, nonce)
  forward.set(requestIdHeader, requestId)
  // For "sign in, then come back here" (lib/auth/pages.ts); a server component does not know its own address.
  forward.set('x-sluice-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)

  const allow = allowInstead(request.nextUrl.pathname, request.method)
  const response =
    allow === null
      ? NextResponse.next({ request: { headers: forward } })
      : refusal(new ApiError(405, 'method_not_allowed', `This address takes ${allow}.`, {}, { allow }), requestId)
  for (const [name, value] of Object.entries(answer)) response.headers.set(name, value)
  return response
}

export const config = {
  // Not: Stripe's door (bytes straight to the receiver), health, metrics and files that are the same for everyone.
  matcher: [
    '/((?!api/webhooks(?:/|$)|healthz$|readyz$|metrics$|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)',
  ],
}
