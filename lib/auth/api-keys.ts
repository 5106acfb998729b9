import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { apiKeys } from '@/db/schema/index'
import type { Role } from '@/db/schema/teams'
import { hashToken, randomToken } from '@/lib/secrets/tokens'

export const apiKeyPrefix = 'slk_'
const usedEveryMs = 60_000

export interface ApiKey {
  id: string
  teamId: TeamId
  name: string
  role: Role
}

/** A new key: the only moment its text exists. Store `hash` and `prefix`, show `key` once (AU-19). */
export function mintApiKey() {
  const key = `${apiKeyPrefix}${randomToken()}`
  return { key, hash: hashToken(key), prefix: key.slice(0, apiKeyPrefix.length + 6) }
}

/** The living key behind a bearer token, or null. Asked of the database every time: a revoked key ends at once. */
export async function findApiKey(token: string, now = new Date()): Promise<ApiKey | null> {
  if (!token.startsWith(apiKeyPrefix) || token.length > 200) return null
  const [key] = await db
    .select({ id: apiKeys.id, teamId: apiKeys.teamId, name: apiKeys.name, role: apiKeys.role })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, hashToken(token)), isNull(apiKeys.revokedAt)))
  if (!key) return null
  await noteUse(key.id, now)
  return key
}

/** "Last used", to the minute: one write a minute and key, however busy it is. */
async function noteUse(id: string, now: Date) {
  const stale = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, new Date(now.getTime() - usedEveryMs)))
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), stale))
}
