import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nextFreePort, tryPort } from '@/db/embedded/ports'
import { projectRoot } from '@/db/root'
import { env, forgetEnv, isLocal } from '@/lib/env'
import type { LocalSecrets } from '@/lib/launch/secrets'
import { keepChild } from './child'
import type { Shutdown } from './shutdown'

/** The sandbox stands in for Stripe while Sluice is local and has no key of a real platform. */
export function wantsSandbox() {
  const { SANDBOX, STRIPE_SECRET_KEY, STRIPE_TEST_SECRET_KEY } = env()
  return SANDBOX === 'on' && isLocal(env()) && !STRIPE_SECRET_KEY && !STRIPE_TEST_SECRET_KEY
}

/** Points every Stripe setting of this process and its children at the sandbox; resolves when it listens. */
export async function startSandbox(shutdown: Shutdown, secrets: LocalSecrets, appPort: number) {
  const port = await choosePort(appPort)
  const url = `http://127.0.0.1:${port}`
  pointStripeAt(url, secrets)
  pointDestinationsAt(url)
  const { HOST, APP_URL, DATA_DIR } = env()
  const { AUTH_SECRET: _auth, ENCRYPTION_KEYS: _keys, ...own } = secrets

  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The sandbox did not start within 20 seconds.')), 20_000)
    keepChild(shutdown, {
      name: 'sandbox',
      file: sandboxFile(),
      isQuiet: true,
      env: {
        ...own,
        SANDBOX_PORT: String(port),
        SANDBOX_STATE: join(DATA_DIR, 'sandbox.json'),
        SANDBOX_WEBHOOK_URL: `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${appPort}/api/webhooks/stripe`,
        SANDBOX_REDIRECT_URIS: `${APP_URL}/oauth/stripe_accounts/callback`,
      },
      onLine: (line) => {
        if (!line.startsWith('sandbox ready ')) return
        clearTimeout(late)
        resolve()
      },
    })
  })
}

function pointStripeAt(url: string, secrets: LocalSecrets) {
  const added = `${secrets.SANDBOX_WEBHOOK_SECRET},test:${secrets.SANDBOX_WEBHOOK_TEST_SECRET}`
  Object.assign(process.env, {
    STRIPE_API_BASE: url,
    STRIPE_CONNECT_BASE: url,
    STRIPE_CLIENT_ID: secrets.SANDBOX_CLIENT_ID,
    STRIPE_TEST_CLIENT_ID: secrets.SANDBOX_TEST_CLIENT_ID,
    STRIPE_SECRET_KEY: secrets.SANDBOX_SECRET_KEY,
    STRIPE_TEST_SECRET_KEY: secrets.SANDBOX_TEST_SECRET_KEY,
    STRIPE_WEBHOOK_SECRETS: [process.env.STRIPE_WEBHOOK_SECRETS, added].filter(Boolean).join(','),
  })
  forgetEnv()
}

/** Bento, Loops and a webhook's receiver stand at the same address, unless whoever starts Sluice has named others. */
function pointDestinationsAt(url: string) {
  process.env.BENTO_API_BASE ||= url
  process.env.LOOPS_API_BASE ||= url
  process.env.OUTBOUND_ALLOW ||= new URL(url).host
  forgetEnv()
}

async function choosePort(appPort: number) {
  const wanted = env().SANDBOX_PORT
  const port = wanted ? await tryPort(wanted, '127.0.0.1') : await nextFreePort(appPort + 1, '127.0.0.1')
  if (port) return port
  throw new Error(`Port ${wanted ?? appPort + 1} is in use. Set SANDBOX_PORT to a free one.`)
}

/** Beside the bundle when there is one, else the source (`npm run dev`). */
function sandboxFile() {
  const bundled = join(projectRoot(), 'dist', 'sandbox.mjs')
  const isBundle = (process.argv[1] ?? '').endsWith('.mjs')
  if (!isBundle || !existsSync(bundled)) return join(projectRoot(), 'sandbox', 'index.ts')
  return bundled
}
