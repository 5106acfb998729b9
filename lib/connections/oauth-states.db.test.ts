import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { newId, type SiteId, type TeamId, type UserId } from '@/db/schema/columns'
import { oauthStates } from '@/db/schema/connections'
import { useTestDatabase } from '@/db/testing'
import { keepHouse } from '@/lib/housekeeping'
import { hashToken } from '@/lib/secrets/tokens'
import { openState, takeState } from './oauth-states'

useTestDatabase()

const hour = 60 * 60_000

test('OA-02 a trip that took too long is still recognised for a day, whoever keeps house meanwhile', async () => {
  const [late, forgotten] = [await stateExpired(23 * hour), await stateExpired(25 * hour)]
  await keepHouse()
  expect(await takeState(late)).toMatchObject({ found: 'expired', bound: { livemode: true } })
  expect(await takeState(forgotten)).toEqual({ found: 'nothing' })
})

async function stateExpired(agoMs: number): Promise<string> {
  const state = await openState({
    userId: newId() as UserId,
    sessionHash: 'hash',
    teamId: newId() as TeamId,
    siteId: newId() as SiteId,
    siteChosen: false,
    livemode: true,
    returnTo: null,
  })
  const expiresAt = new Date(Date.now() - agoMs)
  await db
    .update(oauthStates)
    .set({ expiresAt })
    .where(eq(oauthStates.stateHash, hashToken(state)))
  return state
}
