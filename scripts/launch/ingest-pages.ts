import type { IncomingMessage, ServerResponse } from 'node:http'
import { GET as metrics } from '@/app/metrics/route'
import { json } from './front-door'

/** What `ingest` answers besides webhooks and health: the metrics, by the very handler the pages have. The rest is 404. */
export async function ingestPages(req: IncomingMessage, res: ServerResponse) {
  if (req.method !== 'GET' || (req.url ?? '').split('?', 1)[0] !== '/metrics') return notFound(res)
  const { authorization } = req.headers
  const answer = await metrics(
    new Request('http://localhost/metrics', { headers: authorization ? { authorization } : {} }),
  )
  res.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'x-content-type-options': 'nosniff' })
  res.end(await answer.text())
}

function notFound(res: ServerResponse) {
  json(res, 404, JSON.stringify({ error: { code: 'not_found', message: 'There is nothing here.' } }))
}
