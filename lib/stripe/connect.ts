import { z } from 'zod'
import { connectUrl, redirectUri, requireMode } from './settings'

const exchangeTimeout = 20_000

/** Stripe offers new platforms nothing less than `read_write`; the app page says so. */
export const connectScope = 'read_write'

/**
 * Where a person grants access. Built by hand: the package's own builder drops port and protocol of a custom host, which
 * the sandbox and the tests need.
 */
export function authorizeUrl({ livemode, state }: { livemode: boolean; state: string }): string {
  const url = connectUrl('/oauth/authorize')
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: requireMode(livemode).clientId,
    scope: connectScope,
    redirect_uri: redirectUri(),
    state,
  }).toString()
  return url.href
}

/** How a code exchange ended. `unclear` = Stripe may or may not have connected the account; only a probe can tell (OA-07). */
export type Exchange =
  | { outcome: 'granted'; account: string; livemode: boolean | null; scope: string | null }
  | { outcome: 'refused'; error: string }
  | { outcome: 'unclear'; cause: 'timeout' | 'unreachable' | 'server_error' | 'garbage'; account: string | null }

/**
 * Exchanges the code of a callback. One plain POST, never retried: using a code twice revokes the connection, and the
 * Stripe package would send it up to three times. Tokens in the answer are not read, so none is kept.
 */
export async function exchangeCode({ code, livemode }: { code: string; livemode: boolean }): Promise<Exchange> {
  const answer = await post('/oauth/token', livemode, { grant_type: 'authorization_code', code })
  if (!answer.arrived) return { outcome: 'unclear', cause: answer.cause, account: null }

  const { status, body } = answer
  const refusal = refusalShape.safeParse(body)
  if (status >= 400 && status < 500) return { outcome: 'refused', error: refusal.data?.error ?? `http_${status}` }

  const grant = grantShape.safeParse(body)
  const account = grant.data?.stripe_user_id ?? null
  if (status >= 300) return { outcome: 'unclear', cause: 'server_error', account }
  if (!grant.success) return { outcome: 'unclear', cause: 'garbage', account: null }
  return {
    outcome: 'granted',
    account: grant.data.stripe_user_id,
    livemode: grant.data.livemode,
    scope: grant.data.scope,
  }
}

/** How ending a grant ended. `refused` will not change by trying again: a person has to look. */
export type Deauthorization = { outcome: 'done' } | { outcome: 'refused' | 'try-again'; reason: string }

/** Ends our access to an account. "Not connected" is success: that is the state we want. */
export async function deauthorize({
  account,
  livemode,
}: {
  account: string
  livemode: boolean
}): Promise<Deauthorization> {
  const { clientId } = requireMode(livemode)
  const answer = await post('/oauth/deauthorize', livemode, { client_id: clientId, stripe_user_id: account })
  if (!answer.arrived) return { outcome: 'try-again', reason: answer.cause }

  const { status, body } = answer
  if (status >= 200 && status < 300) return { outcome: 'done' }
  const refusal = refusalShape.safeParse(body).data
  if (status >= 500 || status === 429 || !refusal) return { outcome: 'try-again', reason: `http_${status}` }
  if (refusal.error === 'invalid_client' && /not connected|does not exist/i.test(refusal.error_description)) {
    return { outcome: 'done' }
  }
  return { outcome: 'refused', reason: refusal.error }
}

type Answer =
  | { arrived: true; status: number; body: unknown }
  | { arrived: false; cause: 'timeout' | 'unreachable' | 'garbage' }

/** The key goes in a header and the code in the body, so that no address anyone logs carries either (OA-10). */
async function post(path: string, livemode: boolean, form: Record<string, string>): Promise<Answer> {
  try {
    const response = await fetch(connectUrl(path), {
      method: 'POST',
      headers: { authorization: `Bearer ${requireMode(livemode).secretKey}`, accept: 'application/json' },
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal: AbortSignal.timeout(exchangeTimeout),
    })
    return { arrived: true, status: response.status, body: parsed(await response.text()) }
  } catch (error) {
    return { arrived: false, cause: isTimeout(error) ? 'timeout' : 'unreachable' }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
}

const grantShape = z.object({
  stripe_user_id: z.string().min(1).max(255),
  livemode: z.boolean().nullish().default(null),
  scope: z.string().nullish().default(null),
})

const refusalShape = z.object({
  error: z.string().max(100),
  error_description: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
})
