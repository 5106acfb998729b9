import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnv } from '@/lib/env'
import { localSecrets } from './secrets'

let folder: string
const file = () => join(folder, 'secrets.json')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-secrets-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('made once, the same ever after, also for two who start together, and private to the owner', async () => {
  const [first, second] = await Promise.all([localSecrets(folder), localSecrets(folder)])
  expect(second).toEqual(first)
  expect(await localSecrets(folder)).toEqual(first)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test('what a later version adds joins what is there; nothing is replaced', async () => {
  writeFileSync(file(), JSON.stringify({ ENCRYPTION_KEYS: 'old:key', OF_LATER: 'kept' }))
  const secrets = await localSecrets(folder)
  expect(secrets).toMatchObject({ ENCRYPTION_KEYS: 'old:key', OF_LATER: 'kept', AUTH_SECRET: expect.any(String) })
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(secrets)
})

test('they are settings that production would accept', async () => {
  const { AUTH_SECRET, ENCRYPTION_KEYS, SANDBOX_WEBHOOK_SECRET, SANDBOX_WEBHOOK_TEST_SECRET } =
    await localSecrets(folder)
  const STRIPE_WEBHOOK_SECRETS = `${SANDBOX_WEBHOOK_SECRET},test:${SANDBOX_WEBHOOK_TEST_SECRET}`
  expect(readEnv({ AUTH_SECRET, ENCRYPTION_KEYS, STRIPE_WEBHOOK_SECRETS }).STRIPE_WEBHOOK_SECRETS).toEqual([
    { secret: SANDBOX_WEBHOOK_SECRET, testOnly: false },
    { secret: SANDBOX_WEBHOOK_TEST_SECRET, testOnly: true },
  ])
})
