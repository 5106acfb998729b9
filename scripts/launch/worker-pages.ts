import { createServer } from 'node:http'
import { healthAnswer } from '@/lib/health'
import { json } from './front-door'
import { ingestPages } from './ingest-pages'
import { answerMetrics } from './metrics-answer'
import { say } from './say'
import type { Shutdown } from './shutdown'

/** Health and metrics of a worker that runs by itself, on PORT where it is set. */
export async function openWorkerPages(shutdown: Shutdown, port: number) {
  const server = createServer((req, res) => {
    void (async () => {
      const health = await healthAnswer((req.url ?? '').split('?', 1)[0] ?? '')
      if (health) json(res, health.status, health.body)
      else if (!(await answerMetrics(req, res))) await ingestPages(req, res)
    })().catch(() => res.destroy())
  })
  const taken = await new Promise<Error | null>((done) => {
    server.once('error', done)
    server.listen({ port, host: process.env.HOST || '127.0.0.1' }, () => done(null))
  })
  // The web server beside it may have the same PORT: a worker works without.
  if (taken) return say(`Port ${port} cannot be used: this worker has no health and metrics pages.`)
  shutdown.add('web', async () => {
    server.close()
    server.closeAllConnections()
  })
  say(`Health and metrics of the worker on port ${port}.`)
}
