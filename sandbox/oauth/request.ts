import { modeOfClient } from '../connections'
import { json, type Reply } from '../http'
import type { Mode, State } from '../state'

/** A valid question at /oauth/authorize. */
export type AuthorizeRequest = {
  mode: Mode
  clientId: string
  redirectUri: string
  scope: string
  state: string | null
}

/**
 * Checks the parameters as Stripe does. What is wrong is shown on Stripe's own host as JSON and never sent to a
 * redirect address nobody registered.
 */
export function readAuthorize(state: State, params: URLSearchParams): AuthorizeRequest | Reply {
  const passed = params.get('state')
  const refuse = (error: string, error_description: string) =>
    json(400, { error, error_description, ...(passed === null ? {} : { state: passed }) })

  const clientId = params.get('client_id')
  const mode = modeOfClient(state, clientId)
  if (clientId === null) return refuse('invalid_request', 'No client_id was provided')
  if (mode === null) return refuse('invalid_client', 'No application matches the supplied client identifier')

  const responseType = params.get('response_type')
  if (responseType === null) return refuse('invalid_request', 'No response_type was provided')
  if (responseType !== 'code') return refuse('unsupported_response_type', `Unsupported response_type: ${responseType}`)

  // A platform gets read_write or nothing; read_only, HTTP's default, is for extensions, which nobody can register any more.
  const scope = params.get('scope') ?? 'read_only'
  if (scope !== 'read_write')
    return refuse('invalid_scope', `This application may not ask for the scope ${scope}; use read_write`)

  const redirectUri = params.get('redirect_uri') ?? state.config.redirectUris[0]
  if (redirectUri === undefined || !state.config.redirectUris.includes(redirectUri)) {
    return refuse(
      'invalid_redirect_uri',
      'Invalid redirect URI. Ensure this URI exactly matches one of the registered ones',
    )
  }
  return { mode, clientId, redirectUri, scope, state: passed }
}
