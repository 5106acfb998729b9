import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { decrypt } from '@/lib/secrets'
import type { SigningSecret } from './signature'

interface ConnectionEndpoint {
  secrets: readonly SigningSecret[]
  account: string
  connectionId: string
}

type Row = {
  team_id: string
  connection_id: string
  stripe_account: string
  livemode: boolean
  signing_secrets: { secret: string; expiresAt?: string }[] | null
}

const cacheMs = 1_000
const cache = new Map<string, { at: number; found: ConnectionEndpoint | null }>()

/**
 * The secrets and account behind a connection's own URL; null when the key is unknown. Remembered for a second, so that
 * a flood costs one query a second and a rolled secret counts at once.
 */
export async function endpointOf(endpointKey: string): Promise<ConnectionEndpoint | null | 'unavailable'> {
  if (!/^[A-Za-z0-9_-]{22,64}$/.test(endpointKey)) return null
  const known = cache.get(endpointKey)
  if (known && Date.now() - known.at < cacheMs) return known.found
  try {
    const found = await lookUp(endpointKey)
    if (cache.size > 10_000) cache.clear()
    cache.set(endpointKey, { at: Date.now(), found })
    return found
  } catch {
    return 'unavailable'
  }
}

async function lookUp(endpointKey: string): Promise<ConnectionEndpoint | null> {
  const { rows } = await db.execute<Row>(sql`select * from sluice_endpoint(${endpointKey})`)
  const row = rows[0]
  if (!row) return null
  const live = (row.signing_secrets ?? []).filter((s) => !s.expiresAt || Date.parse(s.expiresAt) > Date.now())
  return {
    account: row.stripe_account,
    connectionId: row.connection_id,
    secrets: live.map((s) => ({
      secret: decrypt(s.secret, {
        teamId: row.team_id,
        table: 'connections',
        row: row.connection_id,
        column: 'signing_secrets',
      }),
      testOnly: !row.livemode,
    })),
  }
}
