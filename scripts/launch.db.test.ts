import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { identityOf } from '@/db/embedded/processes'
import { removeEmbedded } from '@/db/embedded/testing'
import { useBundles } from '@/worker/testing-bundle'

const bundle = useBundles('scripts/launch.ts')
let data: string
let launched: ChildProcessByStdio<null, Readable, Readable> | undefined
let output = ''

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), `sluice-test-${process.pid}-`))
  output = ''
})

afterEach(async () => {
  if (launched && launched.exitCode === null) launched.kill('SIGKILL')
  await removeEmbedded(join(data, 'postgres'))
  await removeEmbedded(data)
})

function launch(mode: string, settings: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'test' as const, PORT: '0', DATA_DIR: data, ...settings }
  const child = spawn(process.execPath, [bundle('scripts/launch.ts'), mode], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  launched = child
  return { ended: new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code))) }
}

const says = (pattern: RegExp) =>
  vi
    .waitFor(() => expect(output).toMatch(pattern), { timeout: 20_000, interval: 50 })
    .then(() => pattern.exec(output)?.[1] ?? '')

const serverPid = () => Number(readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])

test('started on nothing it is ready, and SIGTERM ends everything it started', async () => {
  const { ended } = launch('ingest')
  const port = await says(/receives webhooks on port (\d+)/)
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  const postgres = serverPid()
  launched?.kill('SIGTERM')
  expect([await ended, identityOf(postgres)]).toEqual([0, undefined])
})

test('signals while it still starts leave nothing behind either', async () => {
  const { ended } = launch('ingest')
  await vi.waitFor(() => expect(existsSync(join(data, 'secrets.json'))).toBe(true), { timeout: 20_000, interval: 5 })
  launched?.kill('SIGINT')
  launched?.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(existsSync(join(data, 'postgres/cluster/postmaster.pid'))).toBe(false)
})

test('killed hard it leaves PostgreSQL, which the next start joins and ends', async () => {
  const first = launch('db')
  await says(/DATABASE_URL=(\S+)/)
  const postgres = serverPid()
  launched?.kill('SIGKILL')
  await first.ended
  expect(identityOf(postgres)).toBeDefined()

  output = ''
  const second = launch('db')
  await says(/DATABASE_URL=(\S+)/)
  expect(serverPid()).toBe(postgres)
  launched?.kill('SIGTERM')
  expect([await second.ended, identityOf(postgres)]).toEqual([0, undefined])
})

test('IN-07 reachable by strangers and without its settings it names them all and starts nothing', async () => {
  const { ended } = launch('web', { HOST: '0.0.0.0' })
  expect(await ended).toBe(1)
  for (const name of [
    'APP_URL',
    'DATABASE_URL',
    'AUTH_SECRET',
    'ENCRYPTION_KEYS',
    'SMTP_URL',
    'MAIL_FROM',
    'STRIPE_WEBHOOK_SECRETS',
  ]) {
    expect(output).toContain(`${name} is missing.`)
  }
  expect(existsSync(join(data, 'postgres'))).toBe(false)
})
