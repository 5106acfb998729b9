// Adds the optional packages of other platforms that a registry mirror does not carry to package-lock.json.
// `npm install` leaves such packages out silently, and then `npm ci` fails everywhere ("Missing: … from lock file").
// The added entries have no integrity hash; regenerate the lock once on a full registry to gain it.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(path, name)) continue
    lock.packages[`node_modules/${name}`] = missingEntry(name, version, entry)
    added.push(`${name}@${version}`)
  }
}

if (added.length === 0) {
  console.log('The lockfile is complete.')
} else {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`Added ${added.length} packages of other platforms:\n  ${added.join('\n  ')}`)
}

/** Node's own look-up: beside the package, then outwards. */
function resolves(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
  }
}

function missingEntry(name, version, parent) {
  if (!/^\d/.test(version)) throw new Error(`${name}: "${version}" is a range; only exact versions can be completed.`)
  return { version, ...platformOf(name), ...(parent.dev && { dev: true }), license: parent.license, optional: true }
}

/** What the package's own manifest would say, read off its name (`…-linux-arm64-musl`). */
function platformOf(name) {
  const parts = name.split(/[-/]/)
  const os = ['android', 'darwin', 'freebsd', 'linux', 'win32'].find((each) => parts.includes(each))
  const cpu = ['arm64', 'x64', 'ia32', 'arm', 'wasm32'].find((each) => parts.includes(each))
  const libc = { musl: 'musl', gnu: 'glibc' }[parts.at(-1)]
  if (!cpu) throw new Error(`${name}: cannot tell its platform from its name.`)
  return { cpu: [cpu], ...(libc && { libc: [libc] }), ...(os && { os: [os] }) }
}
