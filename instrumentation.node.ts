import type { Instrumentation } from 'next'
import { log } from '@/lib/log'

type Reported = Parameters<Instrumentation.onRequestError>

/** Path without its query string: codes and states travel there (OA-10). */
export function logRequestError(error: Reported[0], request: Reported[1], context: Reported[2]) {
  const id = request.headers['x-request-id']
  log.error('a request failed', {
    error,
    digest: error instanceof Error && 'digest' in error ? error.digest : undefined,
    request_id: Array.isArray(id) ? id[0] : id,
    method: request.method,
    path: request.path.split('?', 1)[0],
    route: context.routePath,
  })
}
