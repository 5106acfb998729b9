import { metricsText } from '@/lib/operator/metrics'
import { mayReadMetrics } from '@/lib/operator/metrics-access'
import { isUnavailable } from '@/lib/tenancy/unavailable'

const noStore = { 'cache-control': 'no-store' }

/** Prometheus text for the holder of METRICS_TOKEN. Without a token it exists only where nobody else can reach it. */
export async function GET(request: Request) {
  const access = mayReadMetrics(request.headers.get('authorization'))
  if (access === 'hidden') return new Response('Not found', { status: 404, headers: noStore })
  if (access === 'refused') {
    return new Response('Send the metrics token as a bearer token.', {
      status: 401,
      headers: { ...noStore, 'www-authenticate': 'Bearer' },
    })
  }
  try {
    const headers = { ...noStore, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
    return new Response(await metricsText(), { headers })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return new Response('The database does not answer.', { status: 503, headers: noStore })
  }
}
