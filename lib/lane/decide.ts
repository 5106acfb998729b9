import type { Decision, EventStatus } from '@/db/schema/events'
import { catalogueRow } from '@/lib/catalogue'
import { effectiveSetting } from '@/lib/connections/effective-setting'
import type { Reason } from '@/lib/reasons'
import type { DecidedEntry } from './entry'
import type { IgnoreList } from './ignore-list'
import { leaveOut } from './leave-out'
import type { ReadEvent } from './read'
import type { State, StoredConnection } from './state'

const minute = 60_000
const day = 24 * 60 * minute

type Verdict = Pick<DecidedEntry, 'status' | 'reason' | 'decision' | 'counts' | 'linksOnly'>

/**
 * What becomes of an entry: set aside, ignored, switched off or processed. The first decision stands: a released entry
 * keeps the settings of its first time, and only the connection is looked at again. What was missed while it was switched
 * off, filtered or its customer ignored is decided anew, because a person asked for it.
 */
export function decide(read: ReadEvent, state: State, ignoreList: IgnoreList, now: number): DecidedEntry {
  const { status, reason, decision, counts, linksOnly } = verdict(read, state, ignoreList, now)
  return { ...read, status, reason, decision, counts, linksOnly }
}

function verdict(read: ReadEvent, state: State, ignoreList: IgnoreList, now: number): Verdict {
  const { entry, normalized, type } = read
  const connection = state.connections.get(entry.connectionId)
  const known = state.known.get(entry.id)
  const told = entry.why === 'replay' && known && known.status !== 'dead' ? known : null
  if (told && stands(told.reason)) return ignored(told.reason)
  if (normalized.outcome === 'set_aside') return ignored(normalized.reason)
  if (!connection) return ignored('disconnected')
  // A replay tells again what was decided then: what became of the connection since does not undo it.
  const shut = told?.decision ? null : shutBy(connection, type)
  if (shut && entry.why === 'missed' && known)
    return { ...aside(known.status, known.reason), decision: known.decision, linksOnly: true }
  if (shut && !(entry.why === 'release' && known?.decision))
    return type === 'account.application.deauthorized' ? confirmed : ignored(shut)
  // What is derived has no facts of its own, so it is never missed: it only comes along when its base is.
  const first = entry.why === 'missed' && read.derivedFrom === null ? null : standing(known?.decision, read, shut, now)
  const decision = first
    ? withOwner(first, read, state, ignoreList)
    : decisionFor(read, connection, state, ignoreList, now)
  // Whose customer this is stays known, also of what counts for nothing.
  if (!decision.on) return { ...aside('switched_off', 'switched_off'), decision, linksOnly: true }
  if (decision.left_out) return { ...ignored(leftOutReasons[decision.left_out.by]), decision, linksOnly: true }
  return { status: 'processed', reason: null, decision, counts: true, linksOnly: false }
}

/** Why a connection uses nothing at the moment. What keeps the connection itself right gets through a pause. */
function shutBy({ state, isActive }: StoredConnection, type: string): 'disconnected' | 'paused' | null {
  if (state === 'disconnected') return 'disconnected'
  return isActive || catalogueRow(type)?.locked ? null : 'paused'
}

/**
 * The first decision of an event that waited. Its facts are told and its money counts, so it is used whatever became of
 * the connection meanwhile; but nothing starts from a connection that is shut, nor a day later.
 */
function standing(
  decision: Decision | null | undefined,
  { entry }: ReadEvent,
  shut: 'disconnected' | 'paused' | null,
  now: number,
) {
  if (!decision || decision.no_flows || entry.why !== 'release') return decision
  const past = shut ?? (now - entry.created.getTime() > day ? ('too_old' as const) : null)
  return past ? { ...decision, no_flows: past } : decision
}

/**
 * A refund that came before its ignored customer's charge could not know whose it is: its release tells. What names its customer
 * itself, and what belongs to a charge that counts, was decided knowing it.
 */
function withOwner(first: Decision, read: ReadEvent, state: State, ignoreList: IgnoreList): Decision {
  const { entry, normalized } = read
  if (entry.why !== 'release' || first.left_out || read.person.customer_id) return first
  const counts = state.facts.some(
    ({ connectionId, livemode, objectId, aspect }) =>
      objectId === normalized.charge_id &&
      aspect === 'charge' &&
      connectionId === entry.connectionId &&
      livemode === entry.livemode,
  )
  const leftOut = counts ? null : leaveOut(read.type, null, read, ignoreList)
  return leftOut ? { ...first, left_out: leftOut } : first
}

function decisionFor(
  read: ReadEvent,
  connection: StoredConnection,
  state: State,
  ignoreList: IgnoreList,
  now: number,
): Decision {
  const { entry, type } = read
  const setting = effectiveSetting(type, state.settings.get(`${entry.connectionId} ${type}`))
  const { filter } = setting
  const past = entry.why === 'missed' ? 'missed' : pastOf(read, connection, state, now)
  const leftOut = leaveOut(type, filter, read, ignoreList)
  const decision: Decision = {
    settings_version: connection.settingsVersion,
    on: setting.on,
    trigger_flows: setting.trigger_flows,
    update_subscriber: setting.update_subscriber,
    full_name: setting.full_name,
    user_group: setting.user_group,
    on_delete: setting.on_delete,
  }
  if (past) decision.no_flows = past
  if (filter) decision.filter = filter
  if (leftOut) decision.left_out = leftOut
  return decision
}

const leftOutReasons = { filter: 'filtered', customer: 'ignored_customer' } as const

/** Ignored for the moment it came in: reading it again later does not change that. */
const stands = (reason: Reason | null): reason is Reason =>
  reason === 'disconnected' || reason === 'paused' || reason === 'historical' || reason === 'other_mode'

/** Past data never mails anybody: imported history, what waited unrouted for more than ten minutes, what is older than a day. */
function pastOf(
  { entry, derivedFrom }: ReadEvent,
  connection: StoredConnection,
  state: State,
  now: number,
): Decision['no_flows'] | null {
  if (entry.kind === 'backfill') return 'historical'
  // Derived for the first time by a replay of what was told long ago.
  const base = derivedFrom === null ? undefined : state.known.get(derivedFrom)
  if (entry.why === 'replay' && base && base.status !== 'dead') return 'historical'
  if (Date.parse(connection.connectedAt) - entry.receivedAt.getTime() > 10 * minute) return 'historical'
  return now - entry.created.getTime() > day ? 'too_old' : null
}

const aside = (status: EventStatus, reason: Reason | null): Verdict => ({
  status,
  reason,
  decision: null,
  counts: false,
  linksOnly: false,
})
/** Stripe's word that the access we gave up is gone: nothing is left to do, and nothing was missed. */
const confirmed = aside('processed', 'confirmed_disconnect')
const ignored = (reason: Reason) => aside('ignored', reason)
