import { inspect } from 'node:util'

const gone = '[secret]'

/** Holds a value that must not be printed: however it is printed, it says `[secret]`. `reveal()` gives it back. */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal() {
    return this.#value
  }

  toString() {
    return gone
  }

  toJSON() {
    return gone
  }

  [inspect.custom]() {
    return gone
  }
}

/** A copy that may be logged: plain JSON values, bounded in depth and length, without secrets or personal data. */
export function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactedText(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Secret) return gone
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`
  if (value instanceof Error) return redactedError(value, depth)
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  if (depth > 6) return '[deeper]'
  if (value instanceof Map || value instanceof Headers) return redacted(Object.fromEntries(value), depth)
  if (value instanceof Set || Array.isArray(value)) {
    return [...value].slice(0, 100).map((each) => redacted(each, depth + 1))
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      redactedText(name),
      isSecretName(name) ? hidden(each) : redacted(each, depth + 1),
    ]),
  )
}

/** Free text: what looks like a secret or an address goes, the rest stays. Cut at 8,000 characters. */
export function redactedText(text: string) {
  return patterns.reduce((left, [pattern, put]) => left.replace(pattern, put), text.slice(0, 8_000))
}

const patterns: [RegExp, string][] = [
  // drizzle puts every value of a failed query into its message.
  [/\nparams: [\s\S]*$/, '\nparams: [values]'],
  // Stripe's keys and signing secrets, our API keys, OAuth codes.
  [/\b(whsec|sk|rk|slk|ac)_[\w-]{4,}/g, `$1_${gone}`],
  [/\b(Bearer|Basic)(?:\s|%20)+[\w.~+/=-]+/gi, `$1 ${gone}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, gone],
  // The login part of an address (database, mail server), then every query string: codes, state, tokens, e-mails.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, `$1${gone}@`],
  [/((?:\b[a-z][a-z0-9+.-]*:\/)?\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi, '$1?[query]'],
  // An invitation's token stands in its path.
  [/(\/invitations\/)[\w-]{20,}/g, `$1${gone}`],
  [/\b(code|state|token|client_secret|refresh_token|access_token|signature)=[^\s&"']+/gi, `$1=${gone}`],
  [/[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}%-]+(?:\.[\p{L}\p{N}%-]+)+/giu, '[address]'],
]

/** Names whose value is hidden whatever it looks like. */
function isSecretName(name: string) {
  return /authorization|cookie|secret|password|passwd|token|api[-_]?key|encryption_?keys?|^(code|state|signature|e?mail|email_key|raw|body)$|stripe-signature|_email$/i.test(
    name,
  )
}

function hidden(value: unknown) {
  return value === undefined || value === null || typeof value === 'boolean' ? value : gone
}

/** The parts that say what happened. A driver's `detail` and `parameters` quote rows, so they stay out. */
function redactedError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  const constraint = 'constraint' in error ? error.constraint : undefined
  return {
    name,
    message: redactedText(message),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(stack && { stack: redactedText(stackFrames(stack)) }),
    ...(cause !== undefined && depth < 4 && { cause: redacted(cause, depth + 1) }),
  }
}

/** The message stands in the stack once more; only the frames are new. */
function stackFrames(stack: string) {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')
}
