import { groups, perform } from '../actions/index'
import { disconnect, type Sandbox } from '../connections'
import { type Asked, isOwnForm, json, page, type Reply, seeOther } from '../http'
import { merchantOf, merchants } from '../merchants'
import { type Mode, worldOf } from '../state'
import { flip, onOff } from '../switches'
import { css, script } from './assets'
import { type DashboardView, dashboardPage } from './dashboard'
import { suggestSomebodyElse } from './fields'
import { logHtml } from './log'
import { sentPage } from './sent'

/** The pages a person uses; null when the address is none of them. Forms answer with a redirect back. */
export function pages(sandbox: Sandbox, asked: Asked): Reply | null {
  const { pathname, searchParams } = asked.url
  if (asked.method === 'POST') return posted(sandbox, asked)
  if (pathname === '/') return dashboard(sandbox, searchParams, { sent: countOf(searchParams.get('sent')) })
  if (pathname === '/sandbox/log') {
    const { account, mode } = placeOf(searchParams)
    return page(200, logHtml(sandbox.state, account, mode).text)
  }
  if (pathname === '/sandbox/style.css') return asset('text/css', css)
  if (pathname === '/sandbox/live.js') return asset('text/javascript', script)
  const id = /^\/sandbox\/sent\/([0-9a-f-]{36})$/.exec(pathname)?.[1]
  const sending = id === undefined ? undefined : sandbox.state.sent.find((entry) => entry.id === id)
  return sending === undefined ? null : page(200, sentPage(sending))
}

function posted(sandbox: Sandbox, asked: Asked): Reply | null {
  const acts: Record<string, (sandbox: Sandbox, form: URLSearchParams) => Reply> = {
    '/sandbox/act': act,
    '/sandbox/again': again,
    '/sandbox/disconnect': disconnectAtStripe,
    '/sandbox/switches': saveSwitches,
  }
  const handler = acts[asked.url.pathname]
  if (handler === undefined) return null
  if (!isOwnForm(asked)) return json(403, { error: { message: 'Not from this page' } })
  return handler(sandbox, new URLSearchParams(asked.body))
}

function act(sandbox: Sandbox, form: URLSearchParams): Reply {
  const { account, mode } = placeOf(form)
  const group = groups.find(({ id }) => id === form.get('group'))
  const outcome = perform(sandbox, {
    account,
    mode,
    action: form.get('action') ?? '',
    params: Object.fromEntries(form),
  })
  if (!outcome.ok) {
    return dashboard(sandbox, form, { problem: { group: group?.id ?? '', text: outcome.problem, given: form } }, 422)
  }
  suggestSomebodyElse()
  return seeOther(`/?account=${account}&mode=${mode}&sent=${outcome.events.length}${group ? `#${group.id}` : ''}`)
}

function again({ state, sender }: Sandbox, form: URLSearchParams): Reply {
  const sending = sender.again(form.get('id') ?? '')
  if (sending === undefined) return seeOther('/')
  state.touch()
  return seeOther(`/?account=${sending.event.account}&mode=${sending.event.livemode ? 'live' : 'test'}`)
}

function disconnectAtStripe(sandbox: Sandbox, form: URLSearchParams): Reply {
  const { account, mode } = placeOf(form)
  disconnect(sandbox, account, mode)
  return seeOther(`/?account=${account}&mode=${mode}`)
}

function saveSwitches({ state }: Sandbox, form: URLSearchParams): Reply {
  const { account, mode } = placeOf(form)
  const boxes = Object.fromEntries(onOff.map((name) => [name, form.has(name)]))
  const others = ['delay', 'shape', 'tokenFault', 'apiFault'].map((name) => [name, form.get(name)])
  flip(state.switches, { ...boxes, ...Object.fromEntries(others) })
  state.touch()
  return seeOther(`/?account=${account}&mode=${mode}`)
}

function dashboard(
  { state }: Sandbox,
  params: URLSearchParams,
  news: Partial<Pick<DashboardView, 'sent' | 'problem'>>,
  status = 200,
): Reply {
  const { account, mode } = placeOf(params, state.connections)
  const merchant = merchantOf(account)
  const world = worldOf(state, account, mode)
  if (merchant === undefined || world === undefined) return seeOther('/')
  return page(status, dashboardPage(state, { merchant, mode, world, sent: null, problem: null, ...news }))
}

/** The account and mode of a page or form. Unsaid: what is connected, else the first merchant's live side. */
function placeOf(params: URLSearchParams, connections: Record<string, number> = {}): { account: string; mode: Mode } {
  const [connected, connectedMode] = Object.keys(connections)[0]?.split('/') ?? []
  const account = params.get('account') ?? connected ?? merchants[0]?.id ?? ''
  const mode = params.get('mode') ?? (params.has('account') ? 'live' : connectedMode)
  return { account, mode: mode === 'test' ? 'test' : 'live' }
}

function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null
}

function asset(type: string, body: string): Reply {
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=60' }, body }
}
