import type { World } from '@/lib/auth/testing-world'

export interface Input {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: Record<string, unknown>
}

/** One of these per endpoint. */
export interface Fixture {
  /** A call that works for whoever the declaration allows, with ids of this team. */
  input: (world: World) => Input
  /** Statuses that differ from what the declaration promises, by role, and why the comment beside it says. */
  but?: Partial<Record<'owner' | 'admin' | 'marketer' | 'viewer' | 'key', number>>
}

const byTeam = ({ id }: World): Input => ({ query: { team_id: id } })
const ofSite = ({ siteId }: World): Input => ({ query: { site_id: siteId } })
const ofConnection = ({ connectionId }: World): Input => ({ params: { id: connectionId } })
const ofDelivery = ({ deliveryId }: World): Input => ({ params: { id: deliveryId } })
const ofDestination = ({ destinationId }: World): Input => ({ params: { id: destinationId } })
const ofFlow = ({ flowId }: World): Input => ({ params: { id: flowId } })
const ofRun = ({ runId }: World): Input => ({ params: { id: runId } })
const ofEvent = ({ eventId }: World): Input => ({ params: { id: eventId } })

/**
 * To add an endpoint: its address in methods.ts, its route in manifest.ts, and here one line with its name as in the
 * manifest and a call that works with ids of the given world (CONTRIBUTING.md has the whole recipe). The matrix (matrix.db.test.ts) then tries it with every role, a foreign team and revoked keys. A new kind of thing with an
 * id gets a row in lib/auth/testing-world.ts.
 */
export const fixtures: Record<string, Fixture> = {
  'GET /api_keys': { input: byTeam },
  'POST /api_keys': { input: ({ id }) => ({ body: { team_id: id, name: 'New', role: 'viewer' } }) },
  'DELETE /api_keys/{id}': { input: ({ apiKeyId }) => ({ params: { id: apiKeyId } }) },
  'GET /connections': { input: byTeam },
  'GET /connections/{id}': { input: ofConnection },
  'PATCH /connections/{id}': {
    input: ({ connectionId, otherSiteId }) => ({ params: { id: connectionId }, body: { site_id: otherSiteId } }),
  },
  'DELETE /connections/{id}': { input: ofConnection },
  'GET /connections/{id}/event_settings': { input: ofConnection },
  'PUT /connections/{id}/event_settings': {
    input: (world) => ({
      ...ofConnection(world),
      body: { version: 0, changes: [{ type: 'charge.succeeded', on: false }] },
    }),
  },
  'POST /connections/{id}/event_settings/missed': {
    input: (world) => ({ ...ofConnection(world), body: { type: 'charge.refunded' } }),
  },
  'GET /connections/{id}/ignored_customers': { input: ofConnection },
  'PUT /connections/{id}/ignored_customers': {
    input: (world) => ({ ...ofConnection(world), body: { changes: [{ customer_id: 'cus_noise', ignored: true }] } }),
  },
  'GET /deliveries': { input: ofSite },
  'POST /deliveries/retry': { input: ({ siteId }) => ({ body: { site_id: siteId, states: ['dead'] } }) },
  'GET /deliveries/{id}': { input: ofDelivery },
  'POST /deliveries/{id}/retry': { input: ofDelivery },
  // Nothing of it waits.
  'POST /deliveries/{id}/stop': { input: ofDelivery, but: { owner: 409, admin: 409, marketer: 409, key: 409 } },
  'GET /destinations': { input: ofSite },
  // Its address is not one that may be called.
  'POST /destinations': {
    input: ({ siteId }) => ({
      body: { site_id: siteId, livemode: true, kind: 'webhook', name: 'New', config: { url: 'https://127.0.0.1/' } },
    }),
    but: { owner: 422, admin: 422, key: 422 },
  },
  'GET /destinations/{id}': { input: ofDestination },
  'PATCH /destinations/{id}': { input: (world) => ({ ...ofDestination(world), body: { name: 'Renamed' } }) },
  'DELETE /destinations/{id}': { input: ofDestination },
  // It is not disabled.
  'POST /destinations/{id}/enable': {
    input: (world) => ({ ...ofDestination(world), body: { send_missed: true } }),
    but: { owner: 409, admin: 409, key: 409 },
  },
  'POST /destinations/{id}/rotate': { input: (world) => ({ ...ofDestination(world), body: {} }) },
  'POST /destinations/{id}/test': { input: (world) => ({ ...ofDestination(world), body: {} }) },
  'GET /events': { input: ofSite },
  'GET /events/activity': { input: ({ siteId }) => ({ query: { site_id: siteId, livemode: 'true' } }) },
  'GET /events/log': { input: ofSite },
  'GET /events/{id}': { input: ofEvent },
  // For operators, whom no role makes; their cases are tried in lib/rates/rates.db.test.ts.
  'POST /exchange_rates': {
    input: () => ({ body: { csv: 'day,from,to,rate' } }),
    but: { owner: 404, admin: 404, marketer: 404, viewer: 404 },
  },
  'GET /flows': { input: ofSite },
  'POST /flows': { input: ({ siteId }) => ({ body: { site_id: siteId, livemode: true, name: 'New' } }) },
  'GET /flows/{id}': { input: ofFlow },
  'PATCH /flows/{id}': { input: (world) => ({ ...ofFlow(world), body: { version: 1, name: 'Renamed' } }) },
  'DELETE /flows/{id}': { input: ofFlow },
  'POST /flows/{id}/pause': { input: ofFlow },
  'POST /flows/{id}/publish': { input: (world) => ({ ...ofFlow(world), body: { version: 1 } }) },
  'POST /flows/{id}/resume': { input: ofFlow },
  'POST /flows/{id}/test_mail': { input: (world) => ({ ...ofFlow(world), body: { step_id: 'mail' } }) },
  'POST /flows/{id}/try': { input: ofFlow },
  'GET /flows/{id}/variables': { input: ofFlow },
  'GET /flows/{id}/versions/{no}': { input: ({ flowId }) => ({ params: { id: flowId, no: '1' } }) },
  'GET /invitations': { input: byTeam },
  'POST /invitations': { input: ({ id }) => ({ body: { team_id: id, email: 'new@example.com', role: 'viewer' } }) },
  // Accepting needs a token mailed to the caller; its cases are tried in lib/teams/invitations.db.test.ts.
  'POST /invitations/accept': {
    input: () => ({ body: { token: 'unknown' } }),
    but: { owner: 404, admin: 404, marketer: 404, viewer: 404 },
  },
  'DELETE /invitations/{id}': { input: ({ invitationId }) => ({ params: { id: invitationId } }) },
  'POST /invitations/{id}/resend': { input: ({ invitationId }) => ({ params: { id: invitationId } }) },
  'GET /me': { input: () => ({}) },
  'PATCH /me': { input: () => ({ body: { name: 'Ada' } }) },
  'GET /members': { input: byTeam },
  'PATCH /members/{id}': {
    input: ({ id, viewer }) => ({ params: { id: viewer.id }, query: { team_id: id }, body: { role: 'marketer' } }),
  },
  'DELETE /members/{id}': { input: ({ id, viewer }) => ({ params: { id: viewer.id }, query: { team_id: id } }) },
  'GET /openapi.json': { input: () => ({}) },
  'GET /runs': { input: ofSite },
  'POST /runs/retry': { input: ({ flowId }) => ({ body: { flow_id: flowId } }) },
  'GET /runs/{id}': { input: ofRun },
  // It has ended: it failed.
  'POST /runs/{id}/cancel': { input: ofRun, but: { owner: 409, admin: 409, marketer: 409, key: 409 } },
  'POST /runs/{id}/retry': { input: ofRun },
  'DELETE /sessions': { input: () => ({}) },
  'GET /sites': { input: byTeam },
  'POST /sites': { input: ({ id }) => ({ body: { team_id: id, name: 'New' } }) },
  'PATCH /sites/{id}': { input: ({ siteId }) => ({ params: { id: siteId }, body: { name: 'Renamed' } }) },
  'DELETE /sites/{id}': { input: ({ otherSiteId }) => ({ params: { id: otherSiteId } }) },
  'GET /subscribers': { input: ofSite },
  'GET /subscribers/{id}': { input: ({ subscriberId }) => ({ params: { id: subscriberId } }) },
  'PATCH /subscribers/{id}': {
    input: ({ subscriberId }) => ({ params: { id: subscriberId }, body: { tags_add: ['vip'], unsubscribed: false } }),
  },
  'GET /subscribers/{id}/ledger': { input: ({ subscriberId }) => ({ params: { id: subscriberId } }) },
  // One person cannot be merged into themselves, and the fixture's has nothing that was merged: who may is told so.
  'POST /subscribers/{id}/merge': {
    input: ({ subscriberId }) => ({ params: { id: subscriberId }, body: { into: subscriberId } }),
    but: { owner: 409, admin: 409, marketer: 409, key: 409 },
  },
  'POST /subscribers/{id}/split': {
    input: ({ subscriberId }) => ({ params: { id: subscriberId }, body: { customer_id: 'cus_1' } }),
    but: { owner: 409, admin: 409, marketer: 409, key: 409 },
  },
  'GET /teams': { input: () => ({}) },
  'POST /teams': { input: () => ({ body: { name: 'New' } }) },
  'PATCH /teams/{id}': { input: ({ id }) => ({ params: { id }, body: { name: 'Renamed' } }) },
  'DELETE /teams/{id}': { input: ({ id }) => ({ params: { id } }) },
  // The only owner cannot leave.
  'POST /teams/{id}/leave': { input: ({ id }) => ({ params: { id } }), but: { owner: 409 } },
  'GET /webhook_events': { input: ({ connectionId }) => ({ query: { connection_id: connectionId } }) },
  'GET /webhook_events/{id}': { input: ofEvent },
  'GET /webhook_events/{id}/raw': { input: ofEvent },
  // The fixture's event is not dead: who may try again is told so.
  'POST /webhook_events/{id}/retry': { input: ofEvent, but: { owner: 409, admin: 409, marketer: 409, key: 409 } },
}
