import { limits } from './limits'
import type { Answer } from './receive'

const refuse = (status: Answer['status'], code: string, message: string, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify({ error: { code, message } }),
  ...(headers ? { headers } : {}),
})

export const tooLarge = refuse(413, 'too_large', `A webhook body may have ${limits.bodyBytes} bytes.`)

/** What can be answered from method and headers alone, the same through both doors. */
export function refuseBeforeReading(method: string, header: (name: string) => string | null): Answer | null {
  if (method !== 'POST') return refuse(405, 'post_only', 'This URL takes POST requests from Stripe.', { allow: 'POST' })
  // Stripe sends plain bodies; nothing is ever inflated here (IN-10).
  const encoding = header('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity') return refuse(415, 'compressed', 'Send the body uncompressed.')
  if (Number(header('content-length') ?? 0) > limits.bodyBytes) return tooLarge
  return null
}
