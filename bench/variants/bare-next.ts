import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@/db/embedded/ports'
import { projectRoot } from '@/db/root'
import { startChild } from '../children'
import { bareTable } from './bare-table'
import type { StartVariant } from './variant'

const app = 'bench/variants/bare-next'
const next = 'node_modules/next/dist/bin/next'

/** B3: the same insert behind a route handler of a Next app that has nothing else: what Next itself costs. */
export const startBareNext: StartVariant = async (cluster) => {
  build()
  const database = await bareTable(cluster, 'bare_next')
  const port = await freePort(4700)
  const server = await startChild({
    name: 'the bare Next app',
    args: [next, 'start', app, '--port', String(port), '--hostname', '127.0.0.1'],
    env: { DATABASE_URL: database.url, PORT: String(port) },
    ready: /Ready in/,
  })
  return {
    name: 'bare-next',
    label: 'B3 a bare Next route, same insert as A3',
    port,
    path: '/webhook',
    pids: [server.pid],
    empty: () => database.truncate(['webhooks']),
    stored: () => database.count('webhooks'),
    stop: server.stop,
  }
}

/** Once, until something it is made of changes. */
function build() {
  const stamp = join(projectRoot(), app, '.next', 'built-from')
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build', app], { cwd: projectRoot(), env })
  if (status !== 0) throw new Error(`The bare Next app could not be built:\n${stdout}${stderr}`)
  writeFileSync(stamp, wanted)
}

function fingerprint(): string {
  const files = [
    `${app}/next.config.mjs`,
    `${app}/app/webhook/route.js`,
    'bench/variants/micro-batch.mjs',
    'package-lock.json',
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(join(projectRoot(), file)))
  return hash.digest('hex')
}
