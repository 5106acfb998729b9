export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

/**
 * Which methods each address of the JSON API takes. Beside the manifest, which follows it by type, because the proxy
 * looks here before any route is loaded.
 */
export const routes = {
  '/api_keys': ['GET', 'POST'],
  '/api_keys/{id}': ['DELETE'],
  '/connections': ['GET'],
  '/connections/{id}': ['GET', 'PATCH', 'DELETE'],
  '/connections/{id}/event_settings': ['GET', 'PUT'],
  '/connections/{id}/event_settings/missed': ['POST'],
  '/connections/{id}/ignored_customers': ['GET', 'PUT'],
  '/deliveries': ['GET'],
  '/deliveries/retry': ['POST'],
  '/deliveries/{id}': ['GET'],
  '/deliveries/{id}/retry': ['POST'],
  '/deliveries/{id}/stop': ['POST'],
  '/destinations': ['GET', 'POST'],
  '/destinations/{id}': ['GET', 'PATCH', 'DELETE'],
  '/destinations/{id}/enable': ['POST'],
  '/destinations/{id}/rotate': ['POST'],
  '/destinations/{id}/test': ['POST'],
  '/events': ['GET'],
  '/events/activity': ['GET'],
  '/events/log': ['GET'],
  '/events/{id}': ['GET'],
  '/exchange_rates': ['POST'],
  '/flows': ['GET', 'POST'],
  '/flows/{id}': ['GET', 'PATCH', 'DELETE'],
  '/flows/{id}/pause': ['POST'],
  '/flows/{id}/publish': ['POST'],
  '/flows/{id}/resume': ['POST'],
  '/flows/{id}/test_mail': ['POST'],
  '/flows/{id}/try': ['POST'],
  '/flows/{id}/variables': ['GET'],
  '/flows/{id}/versions/{no}': ['GET'],
  '/invitations': ['GET', 'POST'],
  '/invitations/accept': ['POST'],
  '/invitations/{id}': ['DELETE'],
  '/invitations/{id}/resend': ['POST'],
  '/me': ['GET', 'PATCH'],
  '/members': ['GET'],
  '/members/{id}': ['PATCH', 'DELETE'],
  '/openapi.json': ['GET'],
  '/runs': ['GET'],
  '/runs/retry': ['POST'],
  '/runs/{id}': ['GET'],
  '/runs/{id}/cancel': ['POST'],
  '/runs/{id}/retry': ['POST'],
  '/sessions': ['DELETE'],
  '/sites': ['GET', 'POST'],
  '/sites/{id}': ['PATCH', 'DELETE'],
  '/subscribers': ['GET'],
  '/subscribers/{id}': ['GET', 'PATCH'],
  '/subscribers/{id}/ledger': ['GET'],
  '/subscribers/{id}/merge': ['POST'],
  '/subscribers/{id}/split': ['POST'],
  '/teams': ['GET', 'POST'],
  '/teams/{id}': ['PATCH', 'DELETE'],
  '/teams/{id}/leave': ['POST'],
  '/webhook_events': ['GET'],
  '/webhook_events/{id}': ['GET'],
  '/webhook_events/{id}/retry': ['POST'],
  '/webhook_events/{id}/raw': ['GET'],
} as const satisfies Record<string, readonly Method[]>

export type Path = keyof typeof routes

const patterns = Object.entries(routes)
  // What is written out goes before what any id matches: /events/log before /events/{id}.
  .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
  .map(([path, allowed]): { address: RegExp; allowed: readonly Method[] } => ({
    address: new RegExp(`^/api/v1${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`),
    allowed,
  }))

/** The `Allow` header for a method an address of the API does not take; null when it does, or there is no such address. */
export function allowInstead(pathname: string, method: string): string | null {
  const found = patterns.find(({ address }) => address.test(pathname))
  if (!found) return null
  // Next answers HEAD by GET and OPTIONS by itself.
  const taken = [...found.allowed, ...(found.allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
  return taken.includes(method) ? null : taken.join(', ')
}
