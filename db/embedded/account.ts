import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whom the database programs run as: PostgreSQL refuses root. Undefined = as ourselves. */
export type Account = { uid: number; gid: number } | undefined

/** Root hands over to whoever owns the data already, else to `nobody`, who exists everywhere. */
export function databaseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * Where the data goes: `wanted`, unless we are root and the database user cannot get there (a clone in a root-only
 * home); then a folder of its own under /var/lib/sluice, never the system's temporary folder.
 */
export function reachableFolder(wanted: string): string {
  const account = databaseAccount(join(wanted, 'postgres', 'cluster'))
  // The folder itself is opened for passing through; what stands above it is not ours to change.
  if (!account || canEnter(nearestExisting(dirname(wanted)), account)) return wanted
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const folder = join('/var/lib/sluice', key)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Runs `work` on files of `folder`; when they are another user's (root started Sluice once), says so and what to do. */
export async function explainingPermissions<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code !== 'EACCES' && code !== 'EPERM') throw cause
    const advice = 'Start Sluice as that user, or set DATA_DIR to a folder of your own.'
    throw new Error(`Something in ${folder} belongs to another user. ${advice}`, { cause })
  }
}

export function canEnter(folder: string, account: Account) {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

function nearestExisting(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? path : nearestExisting(dirname(path))
}

function idOf(flag: '-u' | '-g') {
  const { stdout, status } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' })
  if (status === 0) return Number(stdout)
  throw new Error('PostgreSQL does not run as root, and there is no user "nobody" to run it as. Set DATABASE_URL.')
}
