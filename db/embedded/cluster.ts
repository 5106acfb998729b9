import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account'
import type { Binaries } from './binaries'
import { freePort } from './ports'
import { isPostmasterOf } from './processes'

export type Cluster = {
  folder: string
  path: string
  account: Account
  binaries: Binaries
  settings: Record<string, string>
}

/** Makes the data folder when there is none; refuses one of another major version. */
export async function ensureCluster(cluster: Cluster, superuserPassword: string) {
  if (existsSync(join(cluster.path, 'PG_VERSION'))) return checkVersion(cluster)
  // Made aside and moved into place: a start cut short leaves no half-made data folder behind.
  for (const name of readdirSync(cluster.folder)) {
    if (name.startsWith('half-')) rmSync(join(cluster.folder, name), { recursive: true, force: true })
  }
  const half = join(cluster.folder, `half-${process.pid}`)
  const passwordFile = join(half, 'pw')
  mkdirSync(half)
  give(half, cluster.account)
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  give(passwordFile, cluster.account)
  // One UTF-8 database on every system, without its locale packages.
  const flags = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const sync = cluster.settings.fsync === 'off' ? ['--no-sync'] : []
  await initialize(cluster, half, [...flags, ...locale, ...sync])
  renameSync(join(half, 'cluster'), cluster.path)
  rmSync(half, { recursive: true, force: true })
}

/** In a session of its own, so that Ctrl-C does not reach it half way; we wait for its end before we stop. */
function initialize(cluster: Cluster, half: string, flags: string[]) {
  const args = ['-D', join(half, 'cluster'), ...flags]
  const initdb = spawn(cluster.binaries.initdb, args, { ...cluster.account, cwd: half, detached: true })
  let output = ''
  initdb.stdout.resume()
  initdb.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise<void>((resolve, reject) => {
    initdb.once('error', (error) => reject(new Error(whyInitFailed(error.message))))
    initdb.once('close', (code) => (code === 0 ? resolve() : reject(new Error(whyInitFailed(output)))))
  })
}

/**
 * Starts the server in a session of its own, so that Ctrl-C reaches it through us alone, after everything that uses it.
 * Resolves with the port once `ready` says so; a server that runs already is adopted. Throws with the log's last lines.
 */
export async function ensureServer(
  cluster: Cluster,
  ready: (port: number) => Promise<boolean>,
  samePort?: number,
): Promise<number> {
  const deadline = Date.now() + 60_000
  let server: ReturnType<typeof startServer> | undefined
  while (Date.now() < deadline) {
    const running = readPidFile(cluster.path)
    if (running?.port && (await ready(running.port))) return running.port
    if (running && !isPostmasterOf(running.pid, cluster.path)) {
      // The number belongs to nobody, or to another program after a reboot: PostgreSQL would refuse to start over it.
      // One that we are starting has made the file, and is about to write its number into it.
      if (!server || server.ended) rmSync(join(cluster.path, 'postmaster.pid'), { force: true })
    } else if (!running && (!server || server.ended)) {
      if (server?.ended && !passes(lastLines(cluster))) break
      server = startServer(cluster, samePort ?? (await freePort(54_329)))
    }
    await sleep(40)
  }
  throw new Error(`The built-in PostgreSQL did not start. The end of ${logOf(cluster)}:\n${lastLines(cluster)}`)
}

/** Fast shutdown; resolves when the process is gone. */
export async function stopServer(cluster: Cluster) {
  const running = readPidFile(cluster.path)
  if (!running || !isPostmasterOf(running.pid, cluster.path)) return
  if (process.platform === 'win32') {
    spawnSync(cluster.binaries.pgCtl, ['stop', '-D', cluster.path, '-m', 'fast', '-w'])
    return
  }
  process.kill(running.pid, 'SIGINT')
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (let waited = 0; waited < 5_000; waited += 20) {
      if (!isPostmasterOf(running.pid, cluster.path)) return
      await sleep(20)
    }
    process.kill(running.pid, signal)
  }
}

/** For data nobody will miss: no shutdown, only an end. */
export async function killServer(path: string) {
  const running = readPidFile(path)
  if (!running || !isPostmasterOf(running.pid, path)) return
  process.kill(running.pid, 'SIGKILL')
  // Its children notice and end by themselves; they must not write while the folder goes.
  await sleep(300)
}

export function isRunning(cluster: Cluster) {
  const running = readPidFile(cluster.path)
  return running !== undefined && isPostmasterOf(running.pid, cluster.path)
}

function startServer(cluster: Cluster, port: number) {
  const state = { ended: false }
  const log = openSync(logOf(cluster), 'a', 0o600)
  give(logOf(cluster), cluster.account)
  const settings = Object.entries({ ...serverSettings, ...cluster.settings, port: String(port) })
  const options = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // On Windows pg_ctl is the one that drops administrator rights.
  const [program, args] =
    process.platform === 'win32'
      ? [cluster.binaries.pgCtl, ['start', '-w', '-D', cluster.path, '-l', logOf(cluster), '-o', options.join(' ')]]
      : [cluster.binaries.postgres, ['-D', cluster.path, ...options]]
  const child = spawn(program, args, {
    ...cluster.account,
    cwd: cluster.path,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.once('error', () => {
    state.ended = true
  })
  child.once('exit', () => {
    state.ended = true
  })
  child.unref()
  return state
}

const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The detail line of an error quotes the row, and with it people's addresses (DA-07).
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** Line 1 is the pid, line 4 the port; PostgreSQL writes them one after the other. */
function readPidFile(path: string) {
  try {
    const lines = readFileSync(join(path, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0) }
  } catch {
    return undefined
  }
}

function checkVersion({ path, binaries }: Cluster) {
  const found = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim()
  if (found === binaries.major) return
  throw new Error(
    `The data in ${path} was written by PostgreSQL ${found}; this version of Sluice brings ${binaries.major}. Dump it with ` +
      `the old version and restore it here (docs/operate.md), or set DATABASE_URL to a server that can read it.`,
  )
}

/** Failures that pass: a port taken in this very moment, shared memory of a server killed a moment ago. */
function passes(log: string) {
  return /could not bind|Address already in use|pre-existing shared memory block|lock file .* already exists/.test(log)
}

function whyInitFailed(output: string) {
  if (/user does not exist|could not look up effective user/i.test(output)) {
    return 'PostgreSQL needs a user with a name, and this process runs as a bare number. Use a named user, or set DATABASE_URL.'
  }
  return `The built-in PostgreSQL could not make its data folder. Set DATABASE_URL to use another server.\n${output.trim()}`
}

function logOf(cluster: Cluster) {
  return join(cluster.folder, 'postgres.log')
}

function lastLines(cluster: Cluster) {
  return existsSync(logOf(cluster))
    ? readFileSync(logOf(cluster), 'utf8').trimEnd().split('\n').slice(-8).join('\n')
    : ''
}

function give(path: string, account: Account) {
  if (account) chownSync(path, account.uid, account.gid)
}
