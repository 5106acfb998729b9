import { createHash } from 'node:crypto'
import type { DestinationKind } from './destination'
import { secretsOf } from './fields'
import type { Holder } from './stored-config'

/** Receivers count calls by account: destinations with the same keys share one pace; where there is no limit, each has its own. */
export function paceKeyOf(kind: DestinationKind, config: Record<string, unknown>, { teamId, id }: Holder): string {
  const counted = Number.isFinite(kind.limits.calls) ? secretsOf(kind.config, config) : [id]
  return createHash('sha256')
    .update(JSON.stringify([teamId, kind.kind, ...counted]))
    .digest('hex')
}
