// Makes a checkout runnable: installs packages and builds, each only when something it depends on has changed.
// Plain Node without packages: it runs before there are any.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => join(root, ...parts)

const stamps = { installed: at('node_modules/.cache/sluice/installed'), built: at('dist/.stamp') }

/** `npm ci` when node_modules is not what the lockfile says. `say` gets a line before it begins. */
export function ensureInstalled(say) {
  checkNode()
  const wanted = hashOf([at('package.json'), at('package-lock.json')])
  if (read(stamps.installed) === wanted) return
  if (!installedMatchesLock()) {
    say('Installing packages (about a minute) …')
    // Development packages build the app, so they come along whatever NODE_ENV says.
    npm('ci', '--include=dev', '--no-fund', '--no-audit')
  }
  write(stamps.installed, wanted)
}

/** `next build` and the bundles when any source has changed since. */
export function ensureBuilt(say) {
  const wanted = hashOf([at('package-lock.json'), ...sources()])
  if (read(stamps.built) === wanted && existsSync(at('.next/BUILD_ID')) && existsSync(at('dist/launch.mjs'))) return
  say('Building (about half a minute) …')
  build()
  write(stamps.built, wanted)
}

/** Only the bundles, for the command line: a few hundred milliseconds. */
export function ensureBundled(say) {
  const wanted = hashOf([at('package-lock.json'), ...sources()])
  const stamp = at('dist/.stamp.bundle')
  if ([read(stamps.built), read(stamp)].includes(wanted) && existsSync(at('dist/cli.mjs'))) return
  say('Preparing the command line …')
  quietly(process.execPath, [at('scripts/bundle.mjs')])
  write(stamp, wanted)
}

export function build() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  quietly(process.execPath, [at('node_modules/next/dist/bin/next'), 'build'], env)
  quietly(process.execPath, [at('scripts/bundle.mjs')], env)
}

function npm(...args) {
  // Under `npm run` the very npm that runs us; `npm` itself is a shell script on Windows.
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) quietly(process.execPath, [own, ...args])
  else quietly('npm', args, process.env, process.platform === 'win32')
}

/** Runs a step in silence; when it fails, its output is what matters. */
function quietly(command, args, env = process.env, shell = false) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, env, shell, maxBuffer: 1e9 })
  if (status === 0) return
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`)
  process.stderr.write(`This failed: ${[command, ...args].join(' ')}\n`)
  process.exit(status ?? 1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  process.stderr.write(`Sluice needs Node 20.19 or newer (24 recommended); this is ${process.versions.node}.\n`)
  process.exit(1)
}

/** npm notes what it installed; packages of other platforms are rightly absent from that note. */
function installedMatchesLock() {
  const note = read(at('node_modules/.package-lock.json'))
  if (!note) return false
  const installed = JSON.parse(note).packages
  const wanted = JSON.parse(read(at('package-lock.json'))).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    if (!installed[path]) return entry.optional === true
    return installed[path].version === entry.version && existsSync(at(path))
  })
}

const sourceFolders = ['app', 'cli', 'components', 'db', 'drizzle', 'lib', 'public', 'sandbox', 'scripts', 'worker']

/** Everything the build reads. Tests are not part of it. */
function sources() {
  const top = readdirSync(root, { withFileTypes: true })
  const files = top.filter((entry) => entry.isFile() && /\.(ts|mjs|json)$/.test(entry.name)).map(({ name }) => at(name))
  const inside = sourceFolders.filter((folder) => existsSync(at(folder))).flatMap((folder) => filesUnder(at(folder)))
  return [...files, ...inside].filter((file) => !/\.test\.tsx?$|next-env\.d\.ts$/.test(file)).sort()
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const file of files) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function write(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
