import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from './embedded/index'
import { identityOf } from './embedded/processes'
import { removeEmbedded, throwAwaySettings } from './embedded/testing'
import { migrate } from './migrate'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { url: string; adminUrl: string }
  }
}

const prefix = 'sluice-test-'

/** One throw-away PostgreSQL for the run, with one migrated template; each file works on a clone (db/testing.ts). */
export default async function setup(project: TestProject) {
  await removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const server = await startEmbedded(folder, throwAwaySettings)
  await makeTemplate(server.adminUrl())
  await migrate(server.url('template_sluice'))
  project.provide('testServer', { url: server.url('postgres'), adminUrl: server.adminUrl('postgres') })
  return async () => {
    await server.stop()
    await removeEmbedded(folder)
  }
}

async function makeTemplate(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query('create database template_sluice owner sluice')
  await client.end()
}

/** A run that was killed leaves its server and its folder; the next run clears them. */
async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (!owner || identityOf(Number(owner)) !== undefined) continue
    await removeEmbedded(join(tmpdir(), name))
  }
}
