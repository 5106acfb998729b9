import { ApiError, endpoint, notFound } from '../../endpoint'

/**
 * Auth.js' own routes are not mounted. Its e-mail callback would use up a token by GET, which mail scanners send; here
 * it is refused, so an old or hand-made address does nothing (AU-08).
 */
export const GET = endpoint({ summary: 'Refused', allow: 'everyone' }, async ({ request }) => {
  const isCallback = new URL(request.url).pathname.startsWith('/api/auth/callback')
  if (!isCallback) throw notFound()
  throw new ApiError(405, 'not_by_get', 'Open the link from the mail and press its button.', {}, { allow: 'POST' })
})
