import { groups } from '../actions/index'
import type { Group } from '../actions/types'
import { displayName, type Merchant, merchants } from '../merchants'
import { isConnected, type Mode, type State } from '../state'
import type { World } from '../story/index'
import { calm } from '../switches'
import { fieldHtml } from './fields'
import { type Html, html } from './html'
import { layout } from './layout'
import { logHtml } from './log'
import { switchesHtml } from './switches'

export type DashboardView = {
  merchant: Merchant
  mode: Mode
  world: World
  /** How many events the last button sent. */
  sent: number | null
  /** Why the last button did nothing, and what was filled in. */
  problem: { group: string; text: string; given: URLSearchParams } | null
}

/** The merchant's side of things: pick an account and a mode, press what happens, watch it arrive. */
export function dashboardPage(state: State, view: DashboardView): string {
  const { merchant, mode, world } = view
  const place = html`<input type="hidden" name="account" value="${merchant.id}"><input type="hidden" name="mode" value="${mode}">`
  const changed = JSON.stringify(state.switches) !== JSON.stringify(calm)
  return layout(
    'What happens',
    html`<div class="top">
<h1>What happens at ${displayName(merchant)}?</h1>
${modesHtml(merchant, mode)}
</div>
${accountsHtml(state, merchant, mode)}
${connectionHtml(state, merchant, mode, place)}
${view.sent !== null && html`<p class="notice" role="status">${view.sent === 1 ? '1 event.' : `${view.sent} events.`} <a href="#log-title">See how they arrive</a></p>`}
<div class="columns">
<div class="acts">
${groups.map((group) => groupHtml(world, group, view, place))}
</div>
<aside aria-labelledby="log-title">
<section class="card">
<h2 id="log-title">Sent to ${state.config.applicationName} <span class="quiet">UTC</span></h2>
<div id="log" data-src="/sandbox/log?account=${merchant.id}&amp;mode=${mode}">${logHtml(state, merchant.id, mode)}</div>
</section>
<details class="card" ${changed && html`open`}>
<summary><h2>How it is sent${changed && html` <span class="quiet">changed</span>`}</h2></summary>
${switchesHtml(state, place)}
</details>
</aside>
</div>`,
    { script: true },
  )
}

function modesHtml(merchant: Merchant, now: Mode): Html {
  const link = (mode: Mode, label: string) =>
    html`<a class="${mode}" href="/?account=${merchant.id}&amp;mode=${mode}" ${mode === now && html`aria-current="page"`}>${label}</a>`
  return html`<nav class="modes" aria-label="Mode">${link('live', 'Live')}${link('test', 'Test')}</nav>`
}

function accountsHtml(state: State, now: Merchant, mode: Mode): Html {
  const links = merchants.map(
    (merchant) =>
      html`<a href="/?account=${merchant.id}&amp;mode=${mode}" ${merchant.id === now.id && html`aria-current="page"`}>${displayName(merchant)}${isConnected(state, merchant.id, mode) && html` <span class="dot" role="img" aria-label="connected"></span>`}</a>`,
  )
  return html`<nav class="accounts-nav" aria-label="Account">${links}</nav>`
}

function connectionHtml(state: State, merchant: Merchant, mode: Mode, place: Html): Html {
  const since = state.connections[`${merchant.id}/${mode}`]
  const account = html`<code>${merchant.id}</code> · ${merchant.country} · ${merchant.currency.toUpperCase()}`
  if (since === undefined) {
    const effect = state.switches.unconnected
      ? 'A switch sends its events all the same.'
      : 'Nothing is sent until it is.'
    return html`<p class="connection"><span>${account} · <strong>Not connected</strong> in ${mode} mode. ${effect}</span></p>`
  }
  const time = `${new Date(since * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return html`<form class="connection" method="post" action="/sandbox/disconnect">${place}
<span>${account} · <strong>Connected</strong> to ${state.config.applicationName} since ${time}</span>
<button class="small">Disconnect at Stripe</button></form>`
}

function groupHtml(world: World, group: Group, view: DashboardView, place: Html): Html {
  const missing = group.ready?.(world) ?? null
  const title = html`<h2 id="${group.id}-title">${group.title}</h2>`
  if (missing !== null)
    return html`<section class="card" id="${group.id}">${title}<p class="quiet">${missing}</p></section>`
  const problem = view.problem?.group === group.id ? view.problem : null
  const given = problem?.given ?? new URLSearchParams()
  const isMain = group.id === 'payments' || group.id === 'subscribe'
  const buttons = group.actions.map(
    ({ id, label }, index) =>
      html`<button name="action" value="${id}" class="${index === 0 && isMain && 'primary'}">${label}</button>`,
  )
  return html`<section class="card" id="${group.id}">${title}
<form method="post" action="/sandbox/act" aria-labelledby="${group.id}-title">${place}<input type="hidden" name="group" value="${group.id}">
<div class="fields">${group.fields.map((field) => fieldHtml(world, group.id, field, given))}</div>
${problem !== null && html`<p class="problem" role="alert">${problem.text}</p>`}
<div class="row">${buttons}</div>
</form></section>
`
}
