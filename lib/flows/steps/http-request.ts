import { checkHeaders } from '@/lib/outbound/headers'
import type { Call } from '@/lib/outbound/http'
import type { StepOf } from '../definition'
import { type Rendered, render } from '../texts'
import type { Variables } from '../variables'

/** What an HTTP step asks with, its variables put in; "Try with a past event" shows the same. */
export function httpRequest(step: StepOf<'http'>, variables: Variables): Rendered<Call> {
  const url = render(step.url, variables, { as: 'url' })
  if (!url.ok) return url
  const headers = headersOf(step, variables)
  if (!headers.ok) return headers
  const body = bodyOf(step, variables)
  if (!body.ok) return body
  return {
    ok: true,
    value: {
      method: step.method,
      url: url.value,
      headers: { ...headers.value, ...(body.value && { 'content-type': body.value.type }) },
      ...(body.value && { body: body.value.text }),
    },
  }
}

function headersOf(step: StepOf<'http'>, variables: Variables): Rendered<Record<string, string>> {
  const filled: [string, string][] = []
  for (const { name, value } of step.headers) {
    const text = render(value, variables, { as: 'header' })
    if (!text.ok) return text
    filled.push([name, text.value])
  }
  const checked = checkHeaders(filled)
  return checked.ok ? checked : { ok: false, reason: 'template_broken', says: checked.says }
}

/** JSON where it is JSON once the variables are in it, else plain text. */
function bodyOf(step: StepOf<'http'>, variables: Variables): Rendered<{ text: string; type: string } | null> {
  if (step.method === 'GET' || step.body.trim() === '') return { ok: true, value: null }
  const json = render(step.body, variables, { as: 'json' })
  if (!json.ok) return json
  if (isJson(json.value)) return { ok: true, value: { text: json.value, type: 'application/json' } }
  const text = render(step.body, variables, { as: 'text' })
  return text.ok ? { ok: true, value: { text: text.value, type: 'text/plain; charset=utf-8' } } : text
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
