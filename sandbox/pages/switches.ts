import type { State } from '../state'
import { shapes } from '../story/types'
import { apiFaults, type Switches, tokenFaults } from '../switches'
import { type Html, html } from './html'

const boxes: [keyof Switches, string][] = [
  ['duplicates', 'Send each event twice'],
  ['shuffle', 'Shuffle the events of one act'],
  ['unconnected', 'Send for accounts that are not connected'],
  ['eventBeforeToken', 'On connect, send events before the token is answered'],
  ['failDeauthorize', 'Disconnecting answers 503'],
]

const shapeNames = { classic: 'classic (2024-06-20)', basil: 'basil (2025-04-30)', newest: 'newest (2026-10-28)' }
const tokenNames = {
  none: 'Answers',
  timeout: 'Connects, never answers',
  reset: 'Connects, drops the line',
  '500': 'Answers 500, does nothing',
  garbage: 'Connects, answers garbage',
  other_livemode: 'Connects, answers the other mode',
}
const apiNames = {
  none: 'Answers',
  '401': 'Answers 401',
  '403': 'Answers 403',
  '429': 'Answers 429',
  '500': 'Answers 500',
  timeout: 'Never answers',
}

/** How webhooks are sent, and what goes wrong on purpose. */
export function switchesHtml({ switches }: State, place: Html): Html {
  return html`<form method="post" action="/sandbox/switches" class="switches">
${place}
${boxes.map(([name, label]) => html`<label class="box"><input type="checkbox" name="${name}" ${switches[name] === true && html`checked`}> ${label}</label>`)}
<div class="fields">
<div class="field"><label for="delay">Delay in seconds</label><input id="delay" name="delay" type="number" min="0" max="3600" step="any" value="${switches.delay}"></div>
${select('shape', 'API shape', shapes, shapeNames, switches.shape)}
${select('tokenFault', 'Token endpoint', tokenFaults, tokenNames, switches.tokenFault)}
${select('apiFault', 'API', apiFaults, apiNames, switches.apiFault)}
</div>
<button>Save switches</button>
</form>`
}

function select<T extends string>(
  name: string,
  label: string,
  values: readonly T[],
  names: Record<T, string>,
  now: T,
): Html {
  const options = values.map(
    (value) => html`<option value="${value}" ${value === now && html`selected`}>${names[value]}</option>`,
  )
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options}</select></div>`
}
