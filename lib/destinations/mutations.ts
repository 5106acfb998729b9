import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import { destinations } from '@/db/schema/destinations'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { cancelQueue, isInFlight } from '@/lib/deliveries/cancel'
import { mostAtOnce, requeueMissed } from '@/lib/deliveries/retry'
import type { Http } from '@/lib/outbound/http'
import { kindOf } from '.'
import type { DestinationKind } from './destination'
import { paceKeyOf } from './pace-key'
import { type DestinationRecord, type DestinationRow, readDestination, theOne } from './queries'
import type { DestinationChanges, NewDestination } from './schema'
import { openConfig, sealConfig, unsealed } from './stored-config'
import { type Wrong, wrongWith } from './wrong'

export type Saved =
  | { outcome: 'saved'; destination: DestinationRow }
  | { outcome: 'not_found' }
  /** Somebody changed it since `version`; or it disabled itself, and has to be enabled. */
  | { outcome: 'conflict' | 'disabled'; destination: DestinationRow }
  | { outcome: 'invalid'; wrong: Wrong }

export interface DestinationDoer {
  teamId: TeamId
  actor: Actor
}

/** Makes a destination once its receiver says that it works; nothing is saved that was refused. */
export async function createDestination(
  by: DestinationDoer,
  siteId: SiteId,
  given: NewDestination,
  http: Http,
): Promise<Saved> {
  const kind = kindOf(given.kind)
  if (!kind) throw new Error(`no kind of destination is called ${given.kind}`)
  const checked = await wrongWith(kind, given, http)
  if (!checked.ok) return { outcome: 'invalid', wrong: checked.wrong }
  const holder = { teamId: by.teamId, id: newId() }
  return withTeams(by.teamId, async (tx): Promise<Saved> => {
    await tx.insert(destinations).values({
      ...holder,
      siteId,
      livemode: given.livemode,
      kind: kind.kind,
      name: given.name,
      config: sealConfig(kind, checked.config, holder),
      types: given.types ?? null,
      mapping: given.mapping ?? {},
      paceKey: paceKeyOf(kind, checked.config, holder),
    })
    await audit(tx, {
      ...by,
      action: 'destination.created',
      subject: holder.id,
      detail: { kind: kind.kind, name: given.name },
    })
    return saved(tx, by.teamId, holder.id)
  })
}

/** Changes what is given; a changed config is asked about at the receiver first. */
export async function changeDestination(
  by: DestinationDoer,
  id: string,
  { version, config, ...changes }: DestinationChanges,
  http: () => Promise<Http>,
): Promise<Saved> {
  const before = await withTeams(by.teamId, (tx) => readDestination(tx, by.teamId, id))
  const kind = before && kindOf(before.record.kind)
  if (!before || !kind) return { outcome: 'not_found' }
  if (version !== undefined && version !== before.record.version) return { outcome: 'conflict', destination: before }
  const merged = { ...openable(kind, before.record), ...config }
  const checked = await wrongWith(kind, { ...changes, config: merged }, config ? await http() : null)
  if (!checked.ok) return { outcome: 'invalid', wrong: checked.wrong }
  return withTeams(by.teamId, async (tx): Promise<Saved> => {
    const written = await tx
      .update(destinations)
      .set({
        ...(changes.name !== undefined && { name: changes.name }),
        ...(changes.types !== undefined && { types: changes.types }),
        ...(changes.mapping !== undefined && { mapping: changes.mapping }),
        // Only a person's pause is lifted here: what disabled itself is enabled (below), where what was kept is asked about.
        ...(changes.state !== undefined && { state: changes.state }),
        // Whatever failed, failed before this: the clock begins anew (OUT-12).
        ...((changes.state === 'on' || config) && { failingSince: null, notBefore: null }),
        ...(config && {
          config: sealConfig(kind, checked.config, before.record),
          paceKey: paceKeyOf(kind, checked.config, before.record),
        }),
        version: sql`${destinations.version} + 1`,
        updatedAt: sql`now()`,
      })
      .where(
        sql`${theOne(by.teamId, id)} and ${destinations.version} = ${before.record.version}
          and (${destinations.state} <> 'disabled' or ${changes.state === undefined})`,
      )
      .returning({ id: destinations.id })
    const now = await readDestination(tx, by.teamId, id)
    if (!now) return { outcome: 'not_found' }
    if (written.length === 0)
      return { outcome: now.record.version === before.record.version ? 'disabled' : 'conflict', destination: now }
    const fields = [...Object.keys(changes), ...Object.keys(config ?? {}).map((name) => `config.${name}`)]
    await audit(tx, { ...by, action: 'destination.changed', subject: id, detail: { fields } })
    return { outcome: 'saved', destination: now }
  })
}

/**
 * Switches a destination on that disabled itself, and sends what was kept meanwhile when that is wanted; also for one that is on
 * already and has something kept. Says how many; null: neither disabled nor anything kept.
 */
export async function enableDestination(by: DestinationDoer, id: string, sendMissed: boolean): Promise<number | null> {
  const enabled = await withTeams(by.teamId, async (tx) => {
    const { rowCount } = await tx
      .update(destinations)
      .set({
        state: 'on',
        disabledAt: null,
        disabledReason: null,
        failingSince: null,
        notBefore: null,
        version: sql`${destinations.version} + 1`,
        updatedAt: sql`now()`,
      })
      .where(sql`${theOne(by.teamId, id)} and ${destinations.state} = 'disabled'`)
    if (rowCount) await audit(tx, { ...by, action: 'destination.enabled', subject: id, detail: { sendMissed } })
    return Boolean(rowCount)
  })
  let sent = 0
  // In rounds, so that nobody waits long for the rows they lock.
  for (let round = sendMissed ? mostAtOnce : 0; round === mostAtOnce; sent += round)
    round = await withTeams(by.teamId, (tx) => requeueMissed(tx, by.teamId, id, by.actor.label))
  return enabled || sent > 0 ? sent : null
}

/** A new signing secret, shown once; the one before signs beside it for some hours (OUT-13). Null: nothing is signed there. */
export async function rotateSecret(by: DestinationDoer, id: string, overlapHours: number): Promise<string | null> {
  return withTeams(by.teamId, async (tx) => {
    const [record] = await tx.select().from(destinations).where(theOne(by.teamId, id)).for('update')
    const kind = record && kindOf(record.kind)
    if (!record || !kind?.signing) return null
    const config = kind.signing.rotate(openConfig(kind, record), new Date(), overlapHours)
    await tx
      .update(destinations)
      .set({ config: sealConfig(kind, config, record), version: sql`${destinations.version} + 1` })
      .where(theOne(by.teamId, id))
    await audit(tx, { ...by, action: 'destination.secret_rotated', subject: id, detail: { overlapHours } })
    return kind.signing.secretOf(config)
  })
}

/** One call takes fifteen seconds at most, and one that waits for its turn is not begun any more (lib/deliveries/pace). */
const longestCallMs = 16_000

/**
 * Removes a destination: nothing new is begun from this moment, what waits is cancelled, and the calls under way are waited for.
 * When it returns, nothing is sent any more (OUT-15). False when there is none.
 */
export async function removeDestination(by: DestinationDoer, id: string): Promise<boolean> {
  const removed = await withTeams(by.teamId, async (tx) => {
    const { rowCount } = await tx.update(destinations).set({ deletedAt: sql`now()` }).where(theOne(by.teamId, id))
    if (!rowCount) return false
    await cancelQueue(tx, by.teamId, id, 'destination_removed')
    await audit(tx, { ...by, action: 'destination.removed', subject: id })
    return true
  })
  const until = performance.now() + longestCallMs
  while (removed && performance.now() < until && (await isSending(by.teamId, id))) await sleep(50)
  return removed
}

const isSending = (teamId: TeamId, id: string) => withTeams(teamId, (tx) => isInFlight(tx, teamId, id))

/** What is stored, or nothing where a key is lost: then every secret has to be given anew. */
function openable(kind: DestinationKind, record: DestinationRecord): Record<string, unknown> {
  try {
    return openConfig(kind, record)
  } catch {
    return unsealed(kind, record.config)
  }
}

async function saved(tx: Tx, teamId: TeamId, id: string): Promise<Saved> {
  const destination = await readDestination(tx, teamId, id)
  if (!destination) throw new Error('a destination vanished while it was being saved')
  return { outcome: 'saved', destination }
}
