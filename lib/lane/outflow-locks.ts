import type { Part } from './outflow-sql'

/**
 * Connections, destinations and flows are locked and looked at again, because somebody may have ended, paused or removed one since
 * they were loaded: then what leaves is kept and not sent, or not kept at all. In the order everybody locks in
 * (lib/deliveries/locks.ts): each waits for the one before. `last` is what rows of queues are locked after.
 */
export function locksSql(parts: readonly Part[]): { locks: string[]; last: string } {
  const locks: string[] = []
  let last = 'entry'
  const lock = (name: string, rows: string, how: 'share' | 'update' = 'share') => {
    locks.push(`${name} as materialized (${rows} and (select count(*) from ${last}) >= 0 order by id for ${how})`)
    last = name
  }
  const leaving = [...(parts.includes('deliveries') ? ['delivery'] : []), ...(parts.includes('runs') ? ['run'] : [])]
  if (leaving.length > 0)
    lock(
      'connection',
      `select c.team_id, c.id, c.state from connections c
  where (c.team_id, c.id) in (${leaving.map((name) => `select team_id, connection_id from ${name}`).join(' union ')})`,
    )
  // Whose deliveries end with a connection, and whose begin, in one order.
  if (parts.includes('closed'))
    lock(
      'held',
      `select d.id from destinations d where (d.team_id, d.id) in (
    select w.team_id, w.destination_id from ended e
    join deliveries w on w.team_id = e.team_id and w.connection_id = e.connection_id and w.state = 'queued'
    ${parts.includes('deliveries') ? 'union select team_id, destination_id from delivery' : ''})`,
      'update',
    )
  if (parts.includes('deliveries'))
    lock(
      'destination',
      `select d.team_id, d.id, d.state from destinations d
  where (d.team_id, d.id) in (select team_id, destination_id from delivery) and d.deleted_at is null`,
    )
  if (parts.includes('runs'))
    lock(
      'flow',
      `select f.team_id, f.id from flows f
  where (f.team_id, f.id) in (select team_id, flow_id from run) and f.deleted_at is null and f.state = 'live'`,
    )
  return { locks, last }
}
