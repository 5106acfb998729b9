import { groups, perform } from './actions/index'
import { connect, disconnect, type Sandbox } from './connections'
import { type Asked, isOwnForm, json, type Reply } from './http'
import { merchantOf, merchants } from './merchants'
import { isConnected, type Mode, type Sending, worldOf } from './state'
import { flip } from './switches'

type Body = Record<string, unknown>

/**
 * The page's twin for programs, under /sandbox/api (e2e tests, the crash run):
 * POST act {account, livemode, action, params, wait} · switches {…} · send {events, parallel, retry} ·
 * connect and disconnect {account, livemode} · GET state[?account=&livemode=] · GET actions
 */
export async function jsonApi(sandbox: Sandbox, asked: Asked): Promise<Reply | null> {
  const name = /^\/sandbox\/api\/([a-z]+)$/.exec(asked.url.pathname)?.[1]
  if (name === undefined) return null
  if (asked.method === 'GET') {
    if (name === 'state') return stateOf(sandbox, asked.url.searchParams)
    return name === 'actions' ? json(200, { groups }) : null
  }
  if (asked.method !== 'POST' || !isOwnForm(asked)) return problem(403, 'Not for other sites')

  const body = bodyOf(asked)
  if (body === null) return problem(400, 'Not a JSON object')
  if (name === 'act') return await act(sandbox, body)
  if (name === 'send') return await send(sandbox, body)
  if (name === 'switches') return switches(sandbox, body)
  if (name === 'connect' || name === 'disconnect') return await connection(sandbox, name, body)
  return null
}

async function act(sandbox: Sandbox, body: Body): Promise<Reply> {
  const { account, action, params, wait } = body
  if (typeof account !== 'string' || typeof action !== 'string') return problem(422, 'account and action are needed')
  const outcome = perform(sandbox, { account, mode: modeOf(body), action, params: isBody(params) ? params : {} })
  if (!outcome.ok) return problem(422, outcome.problem)
  if (wait === true) await sandbox.sender.idle()
  return json(200, {
    events: outcome.events.map(({ id }) => id),
    data: outcome.events,
    sent: outcome.sent.map(sentView),
  })
}

/** Signs and sends whatever it is given, by its `livemode`, and answers with what the endpoint said to each. */
async function send({ sender }: Sandbox, body: Body): Promise<Reply> {
  const { events, parallel, retry } = body
  if (!Array.isArray(events)) return problem(422, 'events must be a list')
  const results = await sender.post(events, { parallel: Number(parallel ?? 1), retry: retry === true })
  return json(200, { results })
}

function switches({ state }: Sandbox, body: Body): Reply {
  const wrong = flip(state.switches, body)
  state.touch()
  if (wrong.length > 0) return problem(422, `No such switch or value: ${wrong.join(', ')}`)
  return json(200, { switches: state.switches })
}

async function connection(sandbox: Sandbox, name: 'connect' | 'disconnect', body: Body): Promise<Reply> {
  const { account } = body
  if (typeof account !== 'string' || merchantOf(account) === undefined) return problem(422, 'No such account')
  if (name === 'connect') await connect(sandbox, account, modeOf(body))
  else disconnect(sandbox, account, modeOf(body))
  return json(200, {
    account,
    livemode: modeOf(body) === 'live',
    connected: isConnected(sandbox.state, account, modeOf(body)),
  })
}

/** Accounts, switches and the log; with an account also everything in it. */
function stateOf({ state }: Sandbox, params: URLSearchParams): Reply {
  const account = params.get('account')
  const mode: Mode = params.get('livemode') === 'false' ? 'test' : 'live'
  const world = account === null ? undefined : worldOf(state, account, mode)
  const accounts = merchants.map((merchant) => ({
    ...merchant,
    connected: { live: isConnected(state, merchant.id, 'live'), test: isConnected(state, merchant.id, 'test') },
  }))
  const mine = state.sent.filter(({ event }) => account === null || event.account === account)
  return json(200, { accounts, switches: state.switches, sent: mine.map(sentView), rows: world?.rows ?? null })
}

function sentView({ id, event, status, reason, tries }: Sending) {
  return {
    id,
    event_id: event.id,
    type: event.type,
    account: event.account,
    livemode: event.livemode,
    status,
    reason,
    tries,
  }
}

function modeOf({ livemode }: Body): Mode {
  return livemode === false ? 'test' : 'live'
}

function problem(status: number, message: string): Reply {
  return json(status, { error: { message } })
}

function bodyOf(asked: Asked): Body | null {
  try {
    const value: unknown = JSON.parse(asked.body)
    return isBody(value) ? value : null
  } catch {
    return null
  }
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
