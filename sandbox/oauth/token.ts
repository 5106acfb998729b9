import { randomBytes } from 'node:crypto'
import { connect, disconnect, keyOf, modeOfKey, type Sandbox } from '../connections'
import { type Asked, json, type Reply } from '../http'
import type { Code } from '../state'

/**
 * Exchanges a code, once. A second use is answered with `invalid_grant` and takes the access away again, as at Stripe
 *: whoever retries this call breaks the connection.
 */
export async function token(sandbox: Sandbox, asked: Asked): Promise<Reply> {
  const { state } = sandbox
  const form = new URLSearchParams(asked.body)
  const fault = state.switches.tokenFault
  if (fault === '500') return json(500, { error: 'server_error', error_description: 'The sandbox was told to fail' })

  const mode = modeOfKey(state, keyOf(asked.headers.authorization) ?? form.get('client_secret'))
  if (mode === null) return refuse('invalid_client', 'No such API key, or none was provided', 401)
  const grant = form.get('grant_type')
  if (grant === null) return refuse('invalid_request', 'No grant_type was provided')
  if (grant === 'refresh_token') return refuse('invalid_grant', 'Refresh token does not exist')
  if (grant !== 'authorization_code') return refuse('unsupported_grant_type', `Unsupported grant_type: ${grant}`)
  const given = form.get('code')
  if (given === null || given === '') return refuse('invalid_request', 'No code was provided')

  const code = Object.hasOwn(state.codes, given) ? state.codes[given] : undefined
  if (code === undefined) return refuse('invalid_grant', `Authorization code does not exist: ${given}`)
  if (code.mode !== mode) return refuse('invalid_grant', `The ${mode} mode key cannot use a ${code.mode} mode code`)
  if (code.usedAt !== null) {
    disconnect(sandbox, code.account, code.mode)
    return refuse(
      'invalid_grant',
      'This authorization code has already been used. All access granted with it has been revoked.',
    )
  }
  if (code.expiresAt <= state.config.now()) return refuse('invalid_grant', `Authorization code expired: ${given}`)

  code.usedAt = state.config.now()
  await connect(sandbox, code.account, code.mode)
  if (fault === 'timeout') return 'hang'
  if (fault === 'reset') return 'reset'
  if (fault === 'garbage') {
    return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>502 Bad Gateway</body></html>' }
  }
  return json(200, granted(code, fault === 'other_livemode'))
}

/** The deprecated tokens are still in Stripe's answer; they open nothing here, and nobody should keep them. */
function granted(code: Code, otherMode: boolean) {
  const livemode = (code.mode === 'live') !== otherMode
  const kind = livemode ? 'live' : 'test'
  return {
    access_token: `sk_${kind}_sandbox${randomBytes(12).toString('hex')}`,
    livemode,
    refresh_token: `rt_sandbox${randomBytes(12).toString('hex')}`,
    token_type: 'bearer',
    stripe_publishable_key: `pk_${kind}_sandbox`,
    stripe_user_id: code.account,
    scope: code.scope,
  }
}

function refuse(error: string, error_description: string, status = 400): Reply {
  return json(status, { error, error_description })
}
