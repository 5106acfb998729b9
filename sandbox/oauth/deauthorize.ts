import { disconnect, keyOf, modeOfClient, modeOfKey, type Sandbox } from '../connections'
import { type Asked, json, type Reply } from '../http'
import { isConnected } from '../state'

/** Takes the application's access away. "Not connected" is an error here, and success for whoever asks twice. */
export function deauthorize(sandbox: Sandbox, asked: Asked): Reply {
  const { state } = sandbox
  if (state.switches.failDeauthorize) {
    return json(503, { error: 'temporarily_unavailable', error_description: 'The sandbox was told to be down' })
  }
  const form = new URLSearchParams(asked.body)
  const clientId = form.get('client_id')
  const account = form.get('stripe_user_id')
  if (!clientId) return refuse('invalid_request', 'No client_id was provided')
  if (!account) return refuse('invalid_request', 'No stripe_user_id was provided')

  const mode = modeOfKey(state, keyOf(asked.headers.authorization) ?? form.get('client_secret'))
  if (mode === null) return refuse('invalid_client', 'No such API key, or none was provided', 401)
  if (modeOfClient(state, clientId) !== mode) {
    return refuse('invalid_client', `No such application: ${clientId}, or it does not belong to this ${mode} mode key`)
  }
  if (!isConnected(state, account, mode)) {
    return refuse(
      'invalid_client',
      `This application is not connected to stripe account ${account}, or that account does not exist.`,
    )
  }
  disconnect(sandbox, account, mode)
  return json(200, { stripe_user_id: account })
}

function refuse(error: string, error_description: string, status = 400): Reply {
  return json(status, { error, error_description })
}
