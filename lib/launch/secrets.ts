import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withStartLock } from '@/db/embedded/lock'

const random = (bytes: number) => randomBytes(bytes).toString('base64url')

const recipes = {
  AUTH_SECRET: () => random(33),
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
  SANDBOX_CLIENT_ID: () => `ca_sandbox_live_${random(12)}`,
  SANDBOX_TEST_CLIENT_ID: () => `ca_sandbox_test_${random(12)}`,
  SANDBOX_SECRET_KEY: () => `sk_live_sandbox_${random(18)}`,
  SANDBOX_TEST_SECRET_KEY: () => `sk_test_sandbox_${random(18)}`,
  SANDBOX_WEBHOOK_SECRET: () => `whsec_sandbox_live_${random(24)}`,
  SANDBOX_WEBHOOK_TEST_SECRET: () => `whsec_sandbox_test_${random(24)}`,
}

export type LocalSecrets = Record<keyof typeof recipes, string>

/**
 * The secrets of a local Sluice: made once, kept in `secrets.json` (0600). What later versions add joins what is there;
 * nothing is ever replaced, because the encryption keys belong to what they encrypted.
 */
export function localSecrets(dataDir: string): Promise<LocalSecrets> {
  return withStartLock(dataDir, async () => {
    const file = join(dataDir, 'secrets.json')
    const kept: Partial<LocalSecrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    const made = Object.entries(recipes).map(([name, make]) => [name, kept[name as keyof LocalSecrets] ?? make()])
    const secrets = { ...kept, ...Object.fromEntries(made) } as LocalSecrets
    if (Object.keys(kept).length < Object.keys(secrets).length) {
      writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    }
    chmodSync(file, 0o600)
    return secrets
  })
}
