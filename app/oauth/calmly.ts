import { log } from '@/lib/log'
import { isUnavailable } from '@/lib/tenancy/unavailable'
import { requestIdHeader } from '@/security-headers'
import { calmPage } from './calm-page'

/**
 * Wraps a route handler that people look at: what goes wrong inside is logged once, without the address (OA-10), and ends
 * on a page that tells nothing of it (DA-14) and how to go on.
 */
export function calmly<Rest extends unknown[]>(
  route: string,
  handle: (request: Request, ...rest: Rest) => Promise<Response>,
) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    try {
      return await handle(request, ...rest)
    } catch (error) {
      const away = isUnavailable(error)
      const about = { request_id: request.headers.get(requestIdHeader), route }
      if (away) log.warn('the database cannot be reached', about)
      else log.error('request failed', { ...about, error })
      return calmPage(request, {
        status: away ? 503 : 500,
        title: away ? 'We cannot reach the database right now' : 'Something broke on our side',
        text: 'Your data is safe, and nothing is half connected. Wait a moment, then start again.',
        links: [
          { href: '/account/teams', label: 'Teams' },
          { href: '/', label: 'Go to your site' },
        ],
      })
    }
  }
}
