import { pool } from '@/db/client'

/**
 * Ends lane transactions older than four seconds. A worker frozen while the server is *sending* to it is freed by no
 * timeout; its connection must be ended from outside, so every worker does this twice a second: a team is
 * free five seconds after a freeze. Returns how many.
 */
export async function reapFrozenLanes(): Promise<number> {
  const { rows } = await pool.query<{ ended: boolean }>(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
     where application_name = 'sluice-lane' and datname = current_database()
       and xact_start < clock_timestamp() - interval '4 seconds' and pid <> pg_backend_pid()`,
  )
  return rows.length
}
