import type { TeamId } from '@/db/schema/columns'
import { rawOf } from '@/lib/inbox/queries'
import { parseJson, snapshotOf } from '@/lib/normalize'
import type { Json } from '@/lib/normalize/readers'
import { readsObject } from './phrases'

/**
 * The object Stripe sent with an event, for the words of its sentence only; null for types that need none of it, and once
 * the payload was removed after its time. Bodies are at most 1 MiB (IN-08).
 */
export async function saidObject(teamId: TeamId, type: string, rawId: string): Promise<Json | null> {
  if (!readsObject(type)) return null
  const raw = await rawOf(teamId, rawId, 1024 * 1024)
  return raw && snapshotOf(type, parseJson(raw.body)).object
}
