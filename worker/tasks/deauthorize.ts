import { endGrant, endStrayGrant } from '@/lib/connections/end-grant'
import { connectionPayload, strayGrantPayload } from '@/lib/connections/jobs'

/**
 * Ends our grant at Stripe, after a disconnect or when connecting was refused once Stripe had granted; throws to be
 * called again later (OA-12).
 */
export async function deauthorize(payload: unknown) {
  const end = await ended(payload)
  if (end.outcome === 'try-again') throw new Error(`Stripe did not take the deauthorization: ${end.reason}`)
}

function ended(payload: unknown) {
  const stray = strayGrantPayload.safeParse(payload)
  if (stray.success) return endStrayGrant(stray.data.teamId, stray.data.account, stray.data.livemode)
  const { teamId, connectionId } = connectionPayload.parse(payload)
  return endGrant(teamId, connectionId)
}
