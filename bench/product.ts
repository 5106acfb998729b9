import { join } from 'node:path'
import { freePort } from '@/db/embedded/ports'
import { type Child, startChild } from './children'
import type { Cluster, Database } from './cluster'
import { signingSecret } from './load/requests'

/** Our own processes, started as an operator starts them. */

export const webhookPath = '/api/webhooks/stripe'

export type Role = 'ingest' | 'worker' | 'web'

export interface RoleProcess extends Child {
  port: number
}

const readyWords: Record<Role, RegExp> = {
  ingest: /Sluice receives webhooks/,
  worker: /The worker runs/,
  web: /Sluice is ready/,
}

/** With BENCH_PROFILE it writes a CPU profile into that folder when it ends. */
export async function startRole(cluster: Cluster, database: Database, role: Role): Promise<RoleProcess> {
  const port = await freePort(role === 'web' ? 4500 : 4300)
  const profile = process.env.BENCH_PROFILE
  const flags = profile
    ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${role}-${Date.now()}.cpuprofile`]
    : []
  const child = await startChild({
    name: role,
    args: [...flags, 'dist/launch.mjs', role],
    env: { ...settings(cluster, database), PORT: String(port), WORKER: 'off' },
    ready: readyWords[role],
  })
  return { ...child, port }
}

export const settings = (cluster: Cluster, database: Database) => ({
  DATABASE_URL: database.url,
  DATA_DIR: join(cluster.folder, 'app'),
  HOST: '127.0.0.1',
  STRIPE_WEBHOOK_SECRETS: signingSecret,
  SANDBOX: 'off',
})

/** Everything the receiver and the lane write. */
export const written = [
  'inbox',
  'inbox_queue',
  'unrouted',
  'events',
  'waiting',
  'facts',
  'parties',
  'subscribers',
  'ledger',
  'subscriptions',
  'invoices',
  'invoice_payments',
  'products',
]

export const receivedTables = ['inbox', 'inbox_queue', 'unrouted']
