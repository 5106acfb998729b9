import type { EmbeddedPostgres } from '@/db/embedded/index'
import { log } from '@/lib/log'
import type { Shutdown } from './shutdown'

/** Starts the built-in PostgreSQL again when it dies while we run; crash recovery is its own work. */
export function keepPostgresRunning(shutdown: Shutdown, postgres: EmbeddedPostgres) {
  let restarting: Promise<void> | undefined
  const watch = setInterval(() => {
    if (restarting || shutdown.isStopping || postgres.isRunning()) return
    log.warn('PostgreSQL ended and starts again')
    restarting = postgres
      .restart()
      .catch((error: unknown) => log.error('PostgreSQL did not start again', { error }))
      .finally(() => {
        restarting = undefined
      })
  }, 500)
  shutdown.add('PostgreSQL', async () => {
    clearInterval(watch)
    await restarting
    await postgres.stop()
  })
}
