import type { IncomingMessage, ServerResponse } from 'node:http'
import { GET as metrics } from '@/app/metrics/route'

/**
 * Answers /metrics by the very handler the pages have, but in the launcher, where webhooks are counted; false for any other
 * request.
 */
export async function answerMetrics(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  if (req.method !== 'GET' || (req.url ?? '').split('?', 1)[0] !== '/metrics') return false
  const { authorization } = req.headers
  const answer = await metrics(
    new Request('http://localhost/metrics', { headers: authorization ? { authorization } : {} }),
  )
  res.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'x-content-type-options': 'nosniff' })
  res.end(await answer.text())
  return true
}
