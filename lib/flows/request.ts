import { checkHeaders } from '@/lib/outbound/headers'
import type { StepOf } from './definition'
import { type Rendered, render } from './templating'
import { broken } from './templating/problem'
import type { Variables } from './variables'

export interface RenderedRequest {
  method: StepOf<'http'>['method']
  url: string
  headers: { name: string; value: string }[]
  /** Null: none. */
  body: string | null
  /** Of the body. */
  type: 'application/json' | 'text/plain; charset=utf-8' | null
}

/** What an HTTP step would ask, with its variables in; whether the address may be called is the guarded client's question. */
export function renderRequest(step: StepOf<'http'>, variables: Variables): Rendered<RenderedRequest> {
  const url = render(step.url.trim(), variables, { as: 'url' })
  if (!url.ok) return url
  const headers = renderHeaders(step, variables)
  if (!headers.ok) return headers
  const json = looksLikeJson(step.body)
  const body = render(step.body, variables, { as: json ? 'json' : 'text' })
  if (!body.ok) return body
  if (json && !isJson(body.value)) return broken('The body begins like JSON, but is none.')
  const said = body.value.trim() === '' ? null : body.value
  const type = said === null ? null : json ? 'application/json' : 'text/plain; charset=utf-8'
  return { ok: true, value: { method: step.method, url: url.value, headers: headers.value, body: said, type } }
}

function renderHeaders(step: StepOf<'http'>, variables: Variables): Rendered<RenderedRequest['headers']> {
  const written: RenderedRequest['headers'] = []
  for (const { name, value } of step.headers) {
    const put = render(value, variables, { as: 'header' })
    if (!put.ok) return put
    written.push({ name, value: put.value })
  }
  const checked = checkHeaders(written.map(({ name, value }) => [name, value]))
  return checked.ok ? { ok: true, value: written } : broken(checked.says)
}

export const looksLikeJson = (body: string) => /^\s*[{[]/.test(body) && !/^\s*\{\{/.test(body)

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
