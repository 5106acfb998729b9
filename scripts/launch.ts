import { closeDb } from '@/db/client'
import { migrate } from '@/db/migrate'
import { projectRoot } from '@/db/root'
import { env } from '@/lib/env'
import { readiness } from '@/lib/health'
import { loadEnvFiles, prepareSurroundings, type Surroundings } from '@/lib/launch/surroundings'
import { startTracing } from '@/lib/metrics/tracing'
import { type FrontDoor, openFrontDoor } from './launch/front-door'
import { ingestPages } from './launch/ingest-pages'
import { startNext } from './launch/next-app'
import { keepPostgresRunning } from './launch/postgres'
import { startSandbox, wantsSandbox } from './launch/sandbox'
import { say } from './launch/say'
import { Shutdown } from './launch/shutdown'
import { runWorker, startWorkerChild } from './launch/worker'

/** 'done': nothing stays behind, the process ends. */
type Outcome = 'runs' | 'done'

const modes: Record<string, (shutdown: Shutdown) => Promise<Outcome>> = {
  up: (shutdown) => everything(shutdown, { dev: false }),
  dev: (shutdown) => everything(shutdown, { dev: true }),
  web,
  ingest,
  worker,
  migrate: onlyMigrate,
  db: onlyPostgres,
}

/** Everything a newcomer needs, on one machine: database, schema, sandbox, worker, web. */
async function everything(shutdown: Shutdown, { dev }: { dev: boolean }): Promise<Outcome> {
  const door = await openDoor(shutdown)
  const surroundings = await prepare(shutdown)
  const sandbox =
    wantsSandbox() && surroundings.secrets ? startSandbox(shutdown, surroundings.secrets, door.port) : undefined
  await Promise.all([migrate(surroundings.databaseUrl), sandbox])
  if (env().WORKER === 'on') startWorkerChild(shutdown, { isQuiet: !dev })
  door.serve(await startNext(shutdown, door, { dev }))
  say(`Sluice is ready: ${env().APP_URL}`)
  return 'runs'
}

/** The pages and the receiver of a server; the worker beside them unless WORKER=off. */
async function web(shutdown: Shutdown): Promise<Outcome> {
  const door = await openDoor(shutdown)
  await migrateOwn(await prepare(shutdown))
  if (env().WORKER === 'on') startWorkerChild(shutdown, { isQuiet: false })
  door.serve(await startNext(shutdown, door, { dev: false }))
  say(`Sluice is ready: ${env().APP_URL}`)
  await sayIfUnready()
  return 'runs'
}

/** The receiver and the health checks alone: what takes Stripe's bursts. */
async function ingest(shutdown: Shutdown): Promise<Outcome> {
  const door = await openDoor(shutdown)
  await migrateOwn(await prepare(shutdown))
  door.serve(ingestPages)
  say(`Sluice receives webhooks on port ${door.port}.`)
  await sayIfUnready()
  return 'runs'
}

async function worker(shutdown: Shutdown): Promise<Outcome> {
  await migrateOwn(await prepare(shutdown))
  await runWorker(shutdown)
  return 'runs'
}

async function onlyMigrate(shutdown: Shutdown): Promise<Outcome> {
  // An operator migrates before anything else is set up, so only the database is asked for.
  const databaseUrl = process.env.DATABASE_URL || (await prepare(shutdown)).databaseUrl
  await migrate(databaseUrl)
  say('The schema is up to date.')
  return 'done'
}

async function onlyPostgres(shutdown: Shutdown): Promise<Outcome> {
  const { postgres, databaseUrl } = await prepare(shutdown)
  if (!postgres) {
    say('DATABASE_URL names a PostgreSQL already; there is nothing to start.')
    return 'done'
  }
  say(`PostgreSQL runs until you end this. DATABASE_URL=${databaseUrl}`)
  return 'runs'
}

async function openDoor(shutdown: Shutdown): Promise<FrontDoor> {
  const door = await openFrontDoor()
  shutdown.add('web', () => door.close())
  return door
}

async function prepare(shutdown: Shutdown): Promise<Surroundings> {
  const surroundings = await prepareSurroundings(say)
  if (surroundings.postgres) keepPostgresRunning(shutdown, surroundings.postgres)
  shutdown.add('pool', closeDb)
  return surroundings
}

/** Only `up`, `dev` and `migrate` touch the schema of a database that is not ours: servers are upgraded one by one. */
async function migrateOwn({ postgres, databaseUrl }: Surroundings) {
  if (postgres) await migrate(databaseUrl)
}

async function sayIfUnready() {
  const { ok, checks } = await readiness()
  if (ok) return
  for (const check of Object.values(checks)) if (!check.ok) say(`Not ready yet: ${check.reason}`)
}

async function main([mode = 'up']: string[]) {
  process.chdir(projectRoot())
  loadEnvFiles()
  const run = modes[mode]
  if (!run) {
    say(`There is no mode "${mode}". Modes: ${Object.keys(modes).join(', ')}.`)
    process.exit(1)
  }
  const shutdown = new Shutdown()
  shutdown.listen()
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) shutdown.add('traces', await startTracing(mode))
  if ((await shutdown.during(run(shutdown))) === 'done') await shutdown.run(0)
}

main(process.argv.slice(2))
