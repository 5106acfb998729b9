import type { Sending } from '../state'
import { html } from './html'
import { layout } from './layout'
import { clock, statusHtml } from './log'

/** One event: every try, and the JSON that was sent. */
export function sentPage(sending: Sending): string {
  const { event } = sending
  const back = `/?account=${event.account}&mode=${event.livemode ? 'live' : 'test'}`
  return layout(
    event.type,
    html`<p><a href="${back}">← All events</a></p>
<h1>${event.type}</h1>
<p>${statusHtml(sending)} · <code>${event.id}</code> · ${event.api_version ?? 'no API version'}</p>
<form method="post" action="/sandbox/again"><input type="hidden" name="id" value="${sending.id}"><button>Send again</button></form>
<section class="card">
<h2>Tries</h2>
${sending.tries.length === 0 && html`<p class="quiet">None yet.</p>`}
<ol>${sending.tries.map((one) => html`<li>${clock(one.at)} UTC: ${one.status ?? one.error} after ${one.ms} ms</li>`)}</ol>
</section>
<section class="card">
<h2 id="json">Body</h2>
<pre tabindex="0" role="region" aria-labelledby="json">${JSON.stringify(event, null, 2)}</pre>
</section>`,
  )
}
