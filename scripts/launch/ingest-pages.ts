import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from './front-door'

/** What `ingest` answers besides webhooks, health and metrics: nothing. */
export async function ingestPages(_req: IncomingMessage, res: ServerResponse) {
  json(res, 404, JSON.stringify({ error: { code: 'not_found', message: 'There is nothing here.' } }))
}
