import { eq, lt } from 'drizzle-orm'
import { db } from '@/db/client'
import { oauthStates } from '@/db/schema/connections'
import { hashToken, randomToken } from '@/lib/secrets/tokens'

/** Ten minutes for a person to sign in at Stripe and choose an account. */
const lifetime = 10 * 60_000
/** So long an expired one is still recognised, and its person told calmly that it took too long. */
const remembered = 24 * 60 * 60_000

/** What a round trip to Stripe is bound to; the callback accepts nothing else (OA-03). */
export type OAuthState = Omit<typeof oauthStates.$inferSelect, 'stateHash' | 'expiresAt'>

/** Opens a round trip; the value goes to Stripe and comes back, the table keeps its hash only. */
export async function openState(bound: OAuthState): Promise<string> {
  const state = randomToken()
  await forgetOldStates()
  await db
    .insert(oauthStates)
    .values({ ...bound, stateHash: hashToken(state), expiresAt: new Date(Date.now() + lifetime) })
  return state
}

/** Removes round trips that ended a day ago and never came back. */
export async function forgetOldStates(): Promise<void> {
  await db.delete(oauthStates).where(lt(oauthStates.expiresAt, new Date(Date.now() - remembered)))
}

export type TakenState = { found: 'nothing' } | { found: 'expired' | 'open'; bound: OAuthState }

/**
 * Uses a state up: one `delete … returning`, so of two callbacks at once exactly one gets it (OA-02), and it is gone
 * before the code is exchanged, because a code used twice revokes the connection.
 */
export async function takeState(state: string | null): Promise<TakenState> {
  if (!state || !/^[A-Za-z0-9_-]{43}$/.test(state)) return { found: 'nothing' }
  const [row] = await db
    .delete(oauthStates)
    .where(eq(oauthStates.stateHash, hashToken(state)))
    .returning()
  if (!row) return { found: 'nothing' }
  const { stateHash: _, expiresAt, ...bound } = row
  return { found: expiresAt.getTime() > Date.now() ? 'open' : 'expired', bound }
}
