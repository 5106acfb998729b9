import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

export type Asked = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }

/** What a handler answers; `hang` and `reset` are the two ways of not answering. */
export type Reply = { status: number; headers: Record<string, string>; body: string } | 'hang' | 'reset'

export type Handler = (asked: Asked) => Reply | Promise<Reply>

/** A whole `api/send` of some thousand events fits; nothing larger is read. */
const bodyLimit = 64 * 1024 * 1024

/** Reads the request to its end, or null when the body is over the limit. */
export async function readRequest(request: IncomingMessage, origin: string): Promise<Asked | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > bodyLimit) return null
    chunks.push(bytes)
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

export function write(response: ServerResponse, reply: Reply): void {
  if (reply === 'reset') return void response.destroy()
  if (reply === 'hang') {
    // The other side gives up first; if it never does, the connection is not kept for ever.
    setTimeout(() => response.destroy(), 120_000).unref()
    return
  }
  response.writeHead(reply.status, {
    'cache-control': 'no-store',
    // Not no-referrer: browsers then send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  })
  response.end(reply.body)
}

/** Whether a function answered with a refusal instead of what was asked of it. */
export function isReply<T>(value: T | Reply): value is Reply {
  if (value === 'hang' || value === 'reset') return true
  return typeof value === 'object' && value !== null && 'headers' in value && 'body' in value && 'status' in value
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const body = `${JSON.stringify(value, null, 2)}\n`
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body }
}

export function page(status: number, html: string): Reply {
  const csp =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': csp }, body: html }
}

/** 303: the browser follows with a GET. */
export function seeOther(location: string, headers: Record<string, string> = {}): Reply {
  return { status: 303, headers: { location, ...headers }, body: '' }
}

/** The value of one cookie. */
export function cookie(asked: Asked, name: string): string | null {
  for (const part of (asked.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return null
}

/** A form that came from a page of ours, or a program; another site's page cannot push the sandbox's buttons. */
export function isOwnForm(asked: Asked): boolean {
  const { origin } = asked.headers
  return origin === undefined || origin === `http://${asked.headers.host}`
}
