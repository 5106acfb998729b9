import { connectionPayload, strayGrantPayload } from '@/lib/connections/jobs'
import { releaseGrant, releaseStrayGrant } from '@/lib/connections/release'

/**
 * Ends our grant at Stripe, after a disconnect or when connecting was refused once Stripe had granted; throws to be
 * called again later (OA-12).
 */
export async function deauthorize(payload: unknown) {
  const release = await released(payload)
  if (release.outcome === 'try-again') throw new Error(`Stripe did not take the deauthorization: ${release.reason}`)
}

function released(payload: unknown) {
  const stray = strayGrantPayload.safeParse(payload)
  if (stray.success) return releaseStrayGrant(stray.data.teamId, stray.data.account, stray.data.livemode)
  const { teamId, connectionId } = connectionPayload.parse(payload)
  return releaseGrant(teamId, connectionId)
}
