/** Why custom headers are not saved. */
export type HeaderProblem =
  | 'header_name'
  | 'header_reserved'
  | 'header_twice'
  | 'header_value'
  | 'headers_too_many'
  | 'headers_too_long'

/** As a Result, names in lower case; `name` is the offending one, and `says` tells a person what to change. */
export type CheckedHeaders =
  | { ok: true; value: Record<string, string> }
  | { ok: false; reason: HeaderProblem; name: string | null; says: string }

const most = 20
/** Bytes of names and values, with the `: ` and line break of each. */
const longest = 4 * 1024

/** Headers a team adds to its webhook or HTTP step, checked on save (OUT-14). */
export function checkHeaders(headers: readonly (readonly [name: string, value: string])[]): CheckedHeaders {
  if (headers.length > most) return refuse('headers_too_many', null, `At most ${most} headers can be sent.`)
  const checked = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (!token.test(name)) {
      return refuse('header_name', name, 'A header name has only letters, digits and dashes, such as X-Api-Key.')
    }
    if (isReserved(key)) return refuse('header_reserved', name, `${name} is set by Sluice. Choose another name.`)
    if (checked.has(key)) return refuse('header_twice', name, `${name} is there twice. Keep one of them.`)
    if (!printable.test(value)) {
      return refuse('header_value', name, `The value of ${name} must be one line of plain letters, digits and signs.`)
    }
    checked.set(key, value)
  }
  const length = [...checked].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (length > longest) return refuse('headers_too_long', null, 'All headers together may have at most 4 KiB.')
  return { ok: true, value: Object.fromEntries(checked) }
}

/** Those that say where a message ends and who handles it: written by the client, never by a caller. */
export const isOurs = (name: string) => framing.has(name)

const framing = new Set([
  ...['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'expect', 'upgrade', 'te', 'trailer'],
  'accept-encoding',
])

/**
 * What teams may not set beyond that: the body's description, cookies, our signature, the key by which a receiver tells
 * repeats (a fixed one would make every event a repeat), and what proxies believe. CGI and WSGI read `_` as `-`, so both
 * spellings count.
 */
function isReserved(key: string): boolean {
  const name = key.replaceAll('_', '-')
  return (
    isOurs(name) ||
    /^(?:content-(?:type|encoding)|(?:set-)?cookie2?|idempotency-key|forwarded|via|x-real-ip|http2-settings)$|^(?:proxy|x-forwarded|webhook|sluice)-/.test(
      name,
    )
  )
}

/** RFC 9110 5.6.2, at most 100 characters. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/

/** RFC 9110 5.5 without tabs and what is beyond ASCII, which receivers read differently; no blanks around it. */
const printable = /^[!-~](?:[ -~]*[!-~])?$/

const refuse = (reason: HeaderProblem, name: string | null, says: string) => ({
  ok: false as const,
  reason,
  name,
  says,
})
