import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { connections, eventSettings } from '@/db/schema/connections'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { everyEvent } from '@/lib/catalogue'
import type { Actor } from './actor'
import { changeProblems, mergeChange } from './change-setting'
import { type EventSetting, effectiveSetting, type SavedSetting } from './effective-setting'
import { sameFilter } from './filter'
import type { EventSettingChange } from './schema'

export interface EventSettings {
  data: EventSetting[]
  /** Counts saves; a save names the one it started from. */
  version: number
  changed_by: string | null
  changed_at: string | null
}

export type SaveOutcome =
  | { outcome: 'saved'; settings: EventSettings }
  | { outcome: 'not_found' }
  /** Someone saved meanwhile; `settings` is what stands now. */
  | { outcome: 'conflict'; settings: EventSettings }
  | { outcome: 'invalid'; fields: Record<string, string> }

/** What is in force for every event of the catalogue on one connection; null when the connection is not the team's. */
export function readEventSettings(teamId: TeamId, connectionId: string): Promise<EventSettings | null> {
  return withTeams(teamId, (tx) => read(tx, teamId, connectionId))
}

/**
 * Saves some changes, if nobody saved since `version`. One transaction with the connection's row locked, so of two saves
 * from the same version one gets the conflict.
 */
export function saveEventSettings(
  teamId: TeamId,
  connectionId: string,
  { changes, version }: { changes: EventSettingChange[]; version: number },
  actor: Actor,
): Promise<SaveOutcome> {
  return withTeams(teamId, async (tx): Promise<SaveOutcome> => {
    const before = await read(tx, teamId, connectionId, 'for update')
    if (!before) return { outcome: 'not_found' }
    if (before.version !== version) return { outcome: 'conflict', settings: before }

    const now = new Map(before.data.map((setting) => [setting.type, setting]))
    const fields = changeProblems(changes, now)
    if (fields) return { outcome: 'invalid', fields }

    const wanted = changes.flatMap((change) => {
      const setting = now.get(change.type)
      const merged = setting && mergeChange(setting, change)
      return merged && !sameSetting(setting, merged) ? [merged] : []
    })
    if (wanted.length === 0) return { outcome: 'saved', settings: before }

    for (const setting of wanted) await store(tx, teamId, connectionId, setting, actor.label)
    await tx
      .update(connections)
      .set({ settingsVersion: version + 1, settingsChangedBy: actor.label, settingsChangedAt: new Date() })
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
    await audit(tx, {
      teamId,
      actor,
      action: 'event_settings.changed',
      subject: connectionId,
      detail: { version: version + 1, before: wanted.map(({ type }) => now.get(type)), after: wanted },
    })
    const settings = await read(tx, teamId, connectionId)
    return settings ? { outcome: 'saved', settings } : { outcome: 'not_found' }
  })
}

async function read(tx: Tx, teamId: TeamId, connectionId: string, lock?: 'for update'): Promise<EventSettings | null> {
  const query = tx
    .select({
      version: connections.settingsVersion,
      changedBy: connections.settingsChangedBy,
      changedAt: connections.settingsChangedAt,
    })
    .from(connections)
    .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
  const [connection] = lock ? await query.for('update') : await query
  if (!connection) return null

  const rows = await tx
    .select()
    .from(eventSettings)
    .where(and(eq(eventSettings.teamId, teamId), eq(eventSettings.connectionId, connectionId)))
  const saved = new Map(rows.map((row) => [row.type, row]))
  return {
    data: everyEvent.map(({ type }) => effectiveSetting(type, saved.get(type))),
    version: connection.version,
    changed_by: connection.changedBy,
    changed_at: connection.changedAt?.toISOString() ?? null,
  }
}

async function store(tx: Tx, teamId: TeamId, connectionId: string, setting: EventSetting, updatedBy: string) {
  const row: SavedSetting & { updatedBy: string; updatedAt: Date } = {
    on: setting.on,
    triggerFlows: setting.trigger_flows,
    updateSubscriber: setting.update_subscriber,
    fullName: setting.full_name,
    userGroup: setting.user_group,
    onDelete: setting.on_delete,
    filter: setting.filter,
    updatedBy,
    updatedAt: new Date(),
  }
  await tx
    .insert(eventSettings)
    .values({ teamId, connectionId, type: setting.type, ...row })
    .onConflictDoUpdate({ target: [eventSettings.teamId, eventSettings.connectionId, eventSettings.type], set: row })
}

function sameSetting(a: EventSetting, b: EventSetting): boolean {
  return (Object.keys(b) as (keyof EventSetting)[]).every((key) =>
    key === 'filter' ? sameFilter(a.filter, b.filter) : a[key] === b[key],
  )
}
