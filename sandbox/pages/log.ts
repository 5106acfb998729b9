import type { Mode, Sending, State } from '../state'
import { type Html, html } from './html'

/** What was sent for one account and mode, newest first: the part of the page that keeps itself fresh. */
export function logHtml(state: State, account: string, mode: Mode): Html {
  const rows = state.sent
    .filter(({ event }) => event.account === account && event.livemode === (mode === 'live'))
    .slice(-40)
    .reverse()
  if (rows.length === 0) {
    return html`<p class="quiet">Nothing yet. Press a button, and what Stripe would send shows up here.</p>`
  }
  return html`<ol class="log">${rows.map(rowHtml)}</ol>`
}

function rowHtml(sending: Sending): Html {
  return html`<li>
<span class="what"><a href="/sandbox/sent/${sending.id}">${sending.event.type}</a> <time datetime="${new Date(sending.madeAt).toISOString()}">${clock(sending.madeAt)}</time></span>
<span class="how">${statusHtml(sending)}</span>
<form method="post" action="/sandbox/again"><input type="hidden" name="id" value="${sending.id}"><button class="small" aria-label="Send ${sending.event.type} again">Send again</button></form>
</li>
`
}

/** Mark and word; the word alone says it too. */
export function statusHtml(sending: Sending): Html {
  const [mark, word] = words(sending)
  return html`<span class="status ${sending.status}"><span aria-hidden="true">${mark}</span> ${word}</span>`
}

function words(sending: Sending): [string, string] {
  const last = sending.tries.at(-1)
  const answer = last === undefined ? '' : ` ${last.status ?? last.error}`
  const times = sending.tries.length > 1 ? `, ${sending.tries.length} tries` : ''
  if (sending.status === 'delivered') return ['✓', `Delivered${answer}${times}`]
  if (sending.status === 'retrying') return ['↻', `Answered${answer}, next try soon${times}`]
  if (sending.status === 'failed') return ['✕', `Failed${answer}${times}`]
  if (sending.status === 'kept') return ['–', `Not sent: ${sending.reason ?? ''}`]
  return ['…', 'On its way']
}

export function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19)
}
