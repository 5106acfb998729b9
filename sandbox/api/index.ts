import { randomBytes } from 'node:crypto'
import { keyOf, modeOfKey, type Sandbox } from '../connections'
import { parseForm } from '../form'
import { type Asked, isReply, json, type Reply } from '../http'
import { isConnected, type Mode, type State, worldOf } from '../state'
import { createWorld, type Fields, type Shape, type World } from '../story/index'
import { accountObject, connectedAccount, connectedAccounts, platformAccount } from './accounts'
import { apiError, noAccess } from './errors'
import { listPage } from './lists'
import { read, unknownUrl } from './read'
import { writeOne } from './writes'

/** One call, once the key and the account are known. */
export type Call = {
  sandbox: Sandbox
  method: string
  path: string
  params: Fields
  key: string
  mode: Mode
  account: string | null
  shape: Shape
}

/** Everything under /v1: the key and `Stripe-Account` first, then the resource. Every answer has a `Request-Id`. */
export function api(sandbox: Sandbox, asked: Asked): Reply {
  const reply = faultOf(sandbox.state) ?? answer(sandbox, asked)
  if (reply === 'hang' || reply === 'reset') return reply
  return { ...reply, headers: { ...reply.headers, 'request-id': `req_${randomBytes(7).toString('hex')}` } }
}

function answer(sandbox: Sandbox, asked: Asked): Reply {
  const { state } = sandbox
  const key = keyOf(asked.headers.authorization)
  const mode = modeOfKey(state, key)
  if (key === null) return apiError(401, { message: 'You did not provide an API key.' })
  if (mode === null) return apiError(401, { message: `Invalid API Key provided: ${key.slice(0, 8)}***` })
  const account = headerOf(asked, 'stripe-account')
  if (account !== null && !isConnected(state, account, mode)) return noAccess(key, account)

  const call: Call = {
    sandbox,
    method: asked.method,
    path: asked.url.pathname.replace(/^\/v1\//, '').replace(/\/$/, ''),
    params: parseForm(asked.method === 'POST' ? asked.body : asked.url.search.slice(1)),
    key,
    mode,
    account,
    shape: shapeOf(headerOf(asked, 'stripe-version'), state.switches.shape),
  }
  return accounts(call) ?? inAccount(call)
}

/** `account` and `accounts`, which belong to the platform's own view; null for everything else. */
function accounts({ sandbox: { state }, method, path, key, mode, account, params }: Call): Reply | null {
  const [first, id, ...more] = path.split('/')
  if ((first !== 'account' && first !== 'accounts') || more.length > 0) return null
  if (method !== 'GET') return apiError(405, { message: 'The sandbox only reads accounts.' })
  if (first === 'accounts' && id === undefined) {
    const list = listPage('/v1/accounts', connectedAccounts(state, mode), params)
    return isReply(list) ? list : json(200, list)
  }
  if (first === 'account' && account === null) return json(200, platformAccount(state))
  const wanted = id ?? account ?? ''
  const merchant = connectedAccount(state, wanted, mode)
  return merchant === undefined ? noAccess(key, wanted) : json(200, accountObject(merchant))
}

function inAccount(call: Call): Reply {
  const [, name, id] =
    /^(checkout\/sessions|billing\/credit_grants|[a-z_]+)(?:\/([A-Za-z0-9_]+))?$/.exec(call.path) ?? []
  const world = call.account === null ? platformWorld : worldOf(call.sandbox.state, call.account, call.mode)
  if (world === undefined || name === undefined) return unknownUrl(call)
  return call.method === 'GET' ? read(call, world, name, id) : writeOne(call, world, name, id)
}

/** The platform sells nothing itself. */
const platformWorld: World = createWorld({ account: 'acct_1SbxPlatform0000', keepEvents: 0 })

function faultOf({ switches }: State): Reply | null {
  if (switches.apiFault === 'none') return null
  if (switches.apiFault === 'timeout') return 'hang'
  const status = Number(switches.apiFault)
  if (status === 429) return apiError(429, { code: 'rate_limit', message: 'Too many requests' })
  if (status === 403)
    return apiError(403, { code: 'account_invalid', message: 'Application access may have been revoked.' })
  const type = status === 500 ? 'api_error' : 'invalid_request_error'
  return apiError(status, { type, message: 'The sandbox was told to fail' })
}

/** Answers follow `Stripe-Version`, as the API does; without it, the account's version. */
function shapeOf(version: string | null, fallback: Shape): Shape {
  if (version === null) return fallback
  const day = version.slice(0, 10)
  if (day < '2025-03-31') return 'classic'
  return day < '2025-09-30' ? 'basil' : 'newest'
}

function headerOf(asked: Asked, name: string): string | null {
  const value = asked.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}
