import type { State } from '../state'
import { html } from './html'
import { layout } from './layout'

/** Stripe asks who you are before it asks what to connect; here one button is enough. */
export function signInPage(state: State, next: string): string {
  return layout(
    'Sign in',
    html`<section class="card">
<h1>Sign in to connect ${state.config.applicationName}</h1>
<p>Stripe would ask for your password and a second factor here. The sandbox has one person, who owns every demo account.</p>
<form method="post" action="/sandbox/sign-in">
<input type="hidden" name="next" value="${next}">
<button class="primary">Sign in as the demo merchant</button>
</form>
</section>`,
    { narrow: true },
  )
}
