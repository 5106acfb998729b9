import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { databaseAccount, explainingPermissions } from './account'
import { binariesFor } from './binaries'
import { type Cluster, ensureCluster, ensureServer, isRunning, stopServer } from './cluster'
import { withStartLock } from './lock'
import { canLogIn, ensureAppLogin, passwordsIn, urlOf } from './logins'
import { enlist, leave } from './users'

export { explainingPermissions, reachableFolder } from './account'

export type EmbeddedPostgres = {
  /** Logs in as the app's role `sluice`: no superuser, so row-level security holds. */
  url(database?: string): string
  /** Logs in as the superuser: the launcher and fault-injecting tests only. */
  adminUrl(database?: string): string
  /** False once the server process is gone; ask `restart` then. */
  isRunning(): boolean
  /** Starts a server that died, on the same port (the pools know only that one). Crash recovery is PostgreSQL's own. */
  restart(): Promise<void>
  /** Leaves the server; the last living user stops it. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes with Sluice in `folder`, or joins the one that runs there (another Sluice process
 * started it, or one that was killed left it). Makes data, role and database on first use.
 */
export async function startEmbedded(folder: string, settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  return explainingPermissions(folder, async () => {
    mkdirSync(folder, { recursive: true })
    // The database user passes through to its data; everything else in here is 0600 or its own.
    chmodSync(folder, 0o711)
    return start(folder, settings)
  })
}

function start(folder: string, settings: Record<string, string>): Promise<EmbeddedPostgres> {
  return withStartLock(folder, async () => {
    const path = join(folder, 'cluster')
    const account = databaseAccount(path)
    const cluster: Cluster = { folder, path, account, binaries: binariesFor(folder, account), settings }
    const passwords = passwordsIn(folder)
    const ready = (port: number) => canLogIn(passwords, port)

    await ensureCluster(cluster, passwords.postgres)
    const port = await ensureServer(cluster, ready)
    await ensureAppLogin(passwords, port)
    enlist(folder)

    return {
      url: (database = 'sluice') => urlOf('sluice', passwords, port, database),
      adminUrl: (database = 'postgres') => urlOf('postgres', passwords, port, database),
      isRunning: () => isRunning(cluster),
      restart: () => withStartLock(folder, async () => void (await ensureServer(cluster, ready, port))),
      stop: () =>
        withStartLock(folder, async () => {
          if (leave(folder) === 0) await stopServer(cluster)
        }),
    }
  })
}
