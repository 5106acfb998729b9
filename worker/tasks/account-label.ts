import { connectionPayload } from '@/lib/connections/jobs'
import { labelAccount } from '@/lib/connections/label'

/** Fetches an account's name that could not be fetched while connecting; throws to be called again later. */
export async function accountLabel(payload: unknown) {
  const { teamId, connectionId } = connectionPayload.parse(payload)
  if ((await labelAccount(teamId, connectionId)) === 'try-again')
    throw new Error('Stripe could not be asked about the account')
}
