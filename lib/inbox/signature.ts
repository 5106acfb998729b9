import Stripe from 'stripe'
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
  const at = header === null ? null : signedAt(header)
  if (header === null || at === null) return { refused: 'signature_malformed' }
  if (Math.abs(Math.floor(now / 1000) - at) > limits.toleranceSeconds) return { refused: 'signature_expired' }

  const signedBy = secrets.find(({ secret }) => signs(secret, body, header))
  return signedBy ? { signedBy } : { refused: 'signature_mismatch' }
}

function signedAt(header: string): number | null {
  if (header.length > 4_096) return null
  const parts = header.split(',')
  if (!parts.every((p) => part.test(p))) return null
  const times = parts.filter((p) => p.startsWith('t='))
  if (times.length !== 1 || !parts.some((p) => p.startsWith('v1='))) return null
  return Number(times[0]?.slice(2))
}

const scheme = Stripe.webhooks.signature as NonNullable<typeof Stripe.webhooks.signature>

function signs(secret: string, body: Uint8Array, header: string): boolean {
  try {
    // Tolerance 0 = no age check (stripe 23): the age was checked above, on both sides.
    return scheme.verifyHeader(Buffer.from(body.buffer, body.byteOffset, body.byteLength), header, secret, 0)
  } catch {
    return false
  }
}
