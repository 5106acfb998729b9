import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import { db } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { apiKeys, type Role, users } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit/index'
import { fail, ok, type Result } from '@/lib/result'
import { hashToken, randomToken } from '@/lib/secrets/tokens'
import { roleNow } from '@/lib/tenancy/role-now'
import { atLeast, can } from '@/lib/tenancy/roles'

const keyPrefix = 'slk_'
const usedEveryMs = 60_000

export type KeyRole = Exclude<Role, 'owner'>

export interface ApiKeyRow {
  id: string
  name: string
  role: KeyRole
  prefix: string
  createdBy: string | null
  createdAt: Date
  lastUsedAt: Date | null
}

/** The living keys of a team, newest first; never the key itself, which is not stored. */
export async function apiKeysOf(teamId: TeamId): Promise<ApiKeyRow[]> {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      role: apiKeys.role,
      prefix: apiKeys.prefix,
      createdBy: users.email,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .where(and(eq(apiKeys.teamId, teamId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.id))
}

export interface Maker {
  teamId: TeamId
  role: Role
  actor: AuditActor
}

/** Makes a key that can do no more than its maker; the answer is the only place its text ever stands (AU-19). */
export async function createApiKey(
  maker: Maker,
  { name, role }: { name: string; role: KeyRole },
): Promise<Result<ApiKeyRow & { key: string }, 'above_your_role'>> {
  const { key, hash, prefix } = mintApiKey()
  const createdBy = maker.actor.kind === 'user' ? (maker.actor.id as UserId) : null
  const row = await db.transaction(async (tx) => {
    const own = await roleNow(tx, maker)
    if (!own || !can(own, 'keys.manage') || !atLeast(own, role)) return null
    const [made] = await tx
      .insert(apiKeys)
      .values({ teamId: maker.teamId, name, role, prefix, keyHash: hash, createdBy })
      .returning()
    if (!made) throw new Error('an API key was not stored')
    await enterTeams(tx, [maker.teamId])
    await audit(tx, { ...maker, action: 'api_key.created', subject: made.id, detail: { role } })
    return made
  })
  if (!row) return fail('above_your_role')
  return ok({ id: row.id, name, role, prefix, createdBy: null, createdAt: row.createdAt, lastUsedAt: null, key })
}

/** Ends a key at once. False when it was ended before. */
export async function revokeApiKey(maker: Maker, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ended = await tx
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKeys.id, id), eq(apiKeys.teamId, maker.teamId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id })
    if (ended.length === 0) return false
    await enterTeams(tx, [maker.teamId])
    await audit(tx, { ...maker, action: 'api_key.revoked', subject: id })
    return true
  })
}

/** A new key: the only moment its text exists. Store `hash` and `prefix`, show `key` once (AU-19). */
export function mintApiKey() {
  const key = `${keyPrefix}${randomToken()}`
  return { key, hash: hashToken(key), prefix: key.slice(0, keyPrefix.length + 6) }
}

/** The living key behind a bearer token, or null. Asked of the database every time: a revoked key ends at once. */
export async function findApiKey(token: string, now = new Date()) {
  if (!token.startsWith(keyPrefix) || token.length > 200) return null
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
