import { kindOf } from '.'
import type { DestinationRow } from './queries'
import { openConfig } from './stored-config'

/** The secret a new destination signs with, to be shown once; null where nothing is signed. */
export function signingSecretOf({ record }: DestinationRow): string | null {
  const kind = kindOf(record.kind)
  return kind?.signing?.secretOf(openConfig(kind, record)) ?? null
}

/** Until when the secret before the present one signs too; null when it does not, or nothing is signed. */
export function signingOverlapOf({ record }: DestinationRow, now = new Date()): string | null {
  const kind = kindOf(record.kind)
  return kind?.signing?.overlapEnds(openConfig(kind, record), now) ?? null
}
