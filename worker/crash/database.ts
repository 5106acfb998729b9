import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '@/db/embedded'
import { removeEmbedded } from '@/db/embedded/testing'
import { migrate } from '@/db/migrate'

/** A PostgreSQL of the run's own, which it may restart and throw away. */
export interface CrashDatabase {
  folder: string
  url: string
  adminUrl: string
  /** `fast` ends every session and writes everything down; `immediate` just stops, and recovers from the log. */
  restart(how: Restart): Promise<void>
  remove(): Promise<void>
}

export type Restart = 'fast' | 'immediate'

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** A commit outlives the server in any case; with `durable` it would outlive the machine too, as in production. */
export async function startDatabase({ durable }: { durable: boolean }): Promise<CrashDatabase> {
  // Named like the servers of the tests, so that what a killed run leaves behind is cleared by the next one.
  const folder = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`))
  const server = await startEmbedded(folder, { max_connections: '200', ...(durable ? {} : { fsync: 'off' }) })
  await migrate(server.url())
  const serverPid = () => Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
  return {
    folder,
    url: server.url(),
    adminUrl: server.adminUrl('sluice'),
    restart: async (how) => {
      process.kill(serverPid(), signals[how])
      while (server.isRunning()) await sleep(20)
      await server.restart()
    },
    remove: () => removeEmbedded(folder),
  }
}
