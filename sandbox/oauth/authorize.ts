import { randomBytes } from 'node:crypto'
import type { Sandbox } from '../connections'
import { type Asked, isOwnForm, isReply, json, page, type Reply, seeOther } from '../http'
import { merchantOf } from '../merchants'
import { authorizePage } from '../pages/authorize'
import { signInPage } from '../pages/sign-in'
import { isSignedIn } from '../session'
import type { State } from '../state'
import { type AuthorizeRequest, readAuthorize } from './request'

/** GET: the page a merchant sees; POST: Connect or Cancel. Errors stay here, as JSON. */
export function authorize({ state }: Sandbox, asked: Asked): Reply {
  const posted = asked.method === 'POST'
  if (posted && !isOwnForm(asked))
    return json(403, { error: 'invalid_request', error_description: 'Not from this page' })
  const params = posted ? new URLSearchParams(asked.body) : asked.url.searchParams
  const wanted = readAuthorize(state, params)
  if (isReply(wanted)) return wanted
  if (!isSignedIn(state, asked)) return page(200, signInPage(state, `/oauth/authorize?${queryOf(wanted)}`))
  if (!posted) return page(200, authorizePage(state, wanted))
  if (params.get('decision') !== 'connect') return back(wanted, denied)

  const account = params.get('account') ?? ''
  if (merchantOf(account) === undefined) return page(400, authorizePage(state, wanted, 'Choose an account first.'))
  return back(wanted, { code: issueCode(state, account, wanted), scope: wanted.scope })
}

function issueCode(state: State, account: string, { mode, scope }: AuthorizeRequest): string {
  const now = state.config.now()
  for (const old of Object.values(state.codes)) if (old.expiresAt < now - 86_400_000) delete state.codes[old.code]
  const code = `ac_${randomBytes(16).toString('hex')}`
  state.codes[code] = { code, account, mode, scope, expiresAt: now + state.config.codeLifetime, usedAt: null }
  state.touch()
  return code
}

const denied = { error: 'access_denied', error_description: 'The user denied your request' }

function back(wanted: AuthorizeRequest, answer: Record<string, string>): Reply {
  const url = new URL(wanted.redirectUri)
  for (const [key, value] of Object.entries(answer)) url.searchParams.set(key, value)
  if (wanted.state !== null) url.searchParams.set('state', wanted.state)
  return seeOther(url.href)
}

/** The question again, for the way back from sign-in. */
function queryOf(wanted: AuthorizeRequest): string {
  const params = new URLSearchParams({
    client_id: wanted.clientId,
    response_type: 'code',
    scope: wanted.scope,
    redirect_uri: wanted.redirectUri,
  })
  if (wanted.state !== null) params.set('state', wanted.state)
  return params.toString()
}
