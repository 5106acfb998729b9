import type { Decision, EventStatus } from '@/db/schema/events'
import { catalogueRow } from '@/lib/catalogue'
import { effectiveSetting } from '@/lib/connections/effective-setting'
import type { Reason } from '@/lib/reasons'
import type { DecidedEntry } from './entry'
import type { ReadEntry } from './read'
import type { State, StoredConnection } from './state'

const minute = 60_000
const day = 24 * 60 * minute

type Verdict = Pick<DecidedEntry, 'status' | 'reason' | 'decision' | 'counts' | 'linksOnly'>

/**
 * What becomes of an entry: set aside, ignored, switched off or processed. The first decision stands: a released entry
 * keeps the settings of its first time, and only the connection is looked at again. What was missed while it was switched
 * off is decided anew, because a person asked for it.
 */
export function decide(read: ReadEntry, state: State, now: number): DecidedEntry {
  return { ...read, ...verdict(read, state, now) }
}

function verdict({ entry, normalized, type }: ReadEntry, state: State, now: number): Verdict {
  const connection = state.connections.get(entry.connectionId)
  if (normalized.outcome === 'set_aside') return ignored(normalized.reason)
  if (!connection || connection.state === 'disconnected') return ignored('disconnected')
  if (!connection.isActive && !catalogueRow(type)?.locked) return ignored('paused')

  const first = entry.why === 'missed' ? null : state.known.get(entry.id)?.decision
  const decision = first ?? decisionFor(type, entry, connection, state, now)
  if (!decision.on) return { ...aside('switched_off', 'switched_off'), decision, linksOnly: true }
  return { status: 'processed', reason: null, decision, counts: true, linksOnly: false }
}

function decisionFor(
  type: string,
  entry: ReadEntry['entry'],
  connection: StoredConnection,
  state: State,
  now: number,
): Decision {
  const setting = effectiveSetting(type, state.settings.get(`${entry.connectionId} ${type}`))
  const { type: _type, ...wanted } = setting
  const past = entry.why === 'missed' ? 'missed' : pastOf(entry, connection, now)
  return { ...wanted, settings_version: connection.settingsVersion, ...(past ? { no_flows: past } : {}) }
}

/** Past data never mails anybody: what waited unrouted for more than ten minutes, and what is older than a day. */
function pastOf(entry: ReadEntry['entry'], connection: StoredConnection, now: number): Decision['no_flows'] | null {
  if (Date.parse(connection.connectedAt) - entry.receivedAt.getTime() > 10 * minute) return 'historical'
  return now - entry.created.getTime() > day ? 'too_old' : null
}

const aside = (status: EventStatus, reason: Reason): Verdict => ({
  status,
  reason,
  decision: null,
  counts: false,
  linksOnly: false,
})
const ignored = (reason: Reason) => aside('ignored', reason)
