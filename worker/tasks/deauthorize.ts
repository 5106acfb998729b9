import { connectionJob } from '@/lib/connections/job'
import { releaseGrant } from '@/lib/connections/release'

/** Ends our grant at Stripe after a disconnect; throws to be called again later (OA-12). */
export async function deauthorize(payload: unknown) {
  const { teamId, connectionId } = connectionJob.parse(payload)
  const release = await releaseGrant(teamId, connectionId)
  if (release.outcome === 'try-again') throw new Error(`Stripe did not take the deauthorization: ${release.reason}`)
}
