import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from './limits'

export interface SigningSecret {
  secret: string
  /** Secrets of test endpoints sign test events only (design: an entry prefixed `test:` is refused for live events). */
  testOnly: boolean
}

export type SignatureRefusal = 'signature_malformed' | 'signature_expired' | 'signature_mismatch'

// Stripe writes `t=<unix>,v1=<hex>[,v1=…][,v0=…]`: one t, no spaces, lower-case hex.
const part = /^(t=\d{1,12}|v[0-9]=[0-9a-f]{1,128})$/

/**
 * Which secret signed these bytes. Every secret and every v1 is tried, because several are valid while one is rolled
 * (Stripe: up to 24 h). The age is checked on both sides; Stripe's library lets the future pass.
 */
export function whoSigned(
  body: Uint8Array,
  header: string | null,
  secrets: readonly SigningSecret[],
  now = Date.now(),
): { signedBy: SigningSecret } | { refused: SignatureRefusal } {
  const parts = header === null ? null : partsOf(header)
  if (parts === null) return { refused: 'signature_malformed' }
  if (Math.abs(Math.floor(now / 1000) - Number(parts.at)) > limits.toleranceSeconds)
    return { refused: 'signature_expired' }

  const signedBy = secrets.find(({ secret }) => signs(secret, body, parts.at, parts.signatures))
  return signedBy ? { signedBy } : { refused: 'signature_mismatch' }
}

/** The time as it was written (it is signed as text) and every v1. */
function partsOf(header: string): { at: string; signatures: string[] } | null {
  if (header.length > 4_096) return null
  const parts = header.split(',')
  if (!parts.every((p) => part.test(p))) return null
  const times = valuesOf(parts, 't=')
  const signatures = valuesOf(parts, 'v1=')
  const [at, ...more] = times
  return at !== undefined && more.length === 0 && signatures.length > 0 ? { at, signatures } : null
}

const valuesOf = (parts: readonly string[], prefix: string) =>
  parts.filter((p) => p.startsWith(prefix)).map((p) => p.slice(prefix.length))

/**
 * Over the bytes themselves. Stripe's library turns them into text first, which drops a byte order mark and makes every
 * invalid byte the same character: it refuses bodies that were signed, and accepts some that were not.
 */
function signs(secret: string, body: Uint8Array, at: string, signatures: readonly string[]): boolean {
  const right = createHmac('sha256', secret).update(`${at}.`).update(body).digest()
  return signatures.some((signature) => {
    const given = Buffer.from(signature, 'hex')
    return given.byteLength === right.byteLength && timingSafeEqual(given, right)
  })
}
