import { displayName, type Merchant, merchants } from '../merchants'
import type { AuthorizeRequest } from '../oauth/request'
import { isConnected, type State } from '../state'
import { html } from './html'
import { layout } from './layout'

/** What Stripe shows a merchant: who asks, for what, for which account. */
export function authorizePage(state: State, wanted: AuthorizeRequest, problem: string | null = null): string {
  const name = state.config.applicationName
  const hidden: [string, string | null][] = [
    ['client_id', wanted.clientId],
    ['response_type', 'code'],
    ['scope', wanted.scope],
    ['redirect_uri', wanted.redirectUri],
    ['state', wanted.state],
  ]
  return layout(
    `Connect ${name}`,
    html`<section class="card">
<h1>${name} wants to connect to your Stripe account</h1>
<p><span class="mode ${wanted.mode}">${wanted.mode === 'live' ? 'Live mode' : 'Test mode'}</span></p>
<p>${name} asks for <strong>read and write</strong> access: it will see customers, payments and subscriptions, and hear of what happens to them. You can take the access away at any time.</p>
${problem !== null && html`<p class="problem" role="alert">${problem}</p>`}
<form method="post" action="/oauth/authorize">
${hidden.map(([key, value]) => value !== null && html`<input type="hidden" name="${key}" value="${value}">`)}
<fieldset class="accounts">
<legend>Which account?</legend>
${merchants.map((merchant, index) => choice(state, wanted, merchant, index === 0))}
</fieldset>
<div class="row">
<button class="primary" name="decision" value="connect">Connect</button>
<button name="decision" value="cancel" formnovalidate>Cancel</button>
</div>
</form>
</section>
<form class="row signed-in" method="post" action="/sandbox/sign-out">
<p class="quiet">Signed in as the demo merchant. Both ways lead back to <code>${new URL(wanted.redirectUri).origin}</code>.</p>
<button class="small">Sign out</button>
</form>`,
    { narrow: true },
  )
}

function choice(state: State, { mode }: AuthorizeRequest, merchant: Merchant, first: boolean) {
  return html`<label class="choice"><input type="radio" name="account" value="${merchant.id}" required ${first && html`checked`}>
<span><strong>${displayName(merchant)}</strong><br><span class="quiet">${merchant.id} · ${merchant.country} · ${merchant.currency.toUpperCase()}${isConnected(state, merchant.id, mode) && ' · already connected'}</span></span></label>
`
}
