// `npm run bench`: installs and builds what it needs, then measures (bench/). `-- --full`, `-- --only=…`, `-- --rounds=N`.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { whenNpmEnds } from './parent.mjs'
import { ensureBuilt, ensureInstalled, root } from './ready.mjs'

if (process.platform !== 'linux') {
  console.error('npm run bench reads CPU and memory of processes from /proc, so it runs on Linux only.')
  process.exit(1)
}

ensureInstalled(console.log)
ensurePeersInstalled()
ensureBuilt(console.log)

const bench = spawn(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => bench.kill(signal))
whenNpmEnds(() => bench.kill('SIGTERM'))
bench.on('exit', (code) => process.exit(code ?? 1))

/** What we are measured against has a lockfile of its own: none of it belongs to the product. */
function ensurePeersInstalled() {
  const folder = join(root, 'bench')
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(folder, 'node_modules/.cache/sluice/installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing what is measured beside Sluice …')
  const own = process.env.npm_execpath
  const [command, args] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const { status } = spawnSync(command, [...args, 'ci', '--no-fund', '--no-audit'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  mkdirSync(join(folder, 'node_modules/.cache/sluice'), { recursive: true })
  writeFileSync(stamp, wanted)
}
