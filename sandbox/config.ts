/** What the sandbox has to know of the one application that may connect to its accounts. */
export type SandboxConfig = {
  /** 0 picks a free one. */
  port: number
  /** The JSON file the state survives a restart in; without one it lives in memory. */
  statePath: string | null
  /** Where the webhooks go: the platform's Connect endpoint. Null: nothing is sent. */
  webhookUrl: string | null
  /** Signing secrets of that endpoint, one per mode. */
  webhookSecrets: Modes
  clientIds: Modes
  secretKeys: Modes
  /** Compared letter by letter; the first is used when a request names none. */
  redirectUris: string[]
  /** What the authorize page calls the application. */
  applicationName: string
  /** Milliseconds between tries of a webhook; real Stripe takes days. */
  retryDelays: number[]
  /** Milliseconds an authorization code lives: Stripe's five minutes. */
  codeLifetime: number
  /** Milliseconds since the epoch, for tests that let codes expire. */
  now: () => number
}

export type Modes = { live: string; test: string }

export const defaults = {
  port: 0,
  statePath: null,
  webhookUrl: null,
  applicationName: 'Sluice',
  retryDelays: [300, 1000, 3000, 8000, 20_000],
  codeLifetime: 5 * 60_000,
  now: () => Date.now(),
}

/** Reads `SANDBOX_*`. Throws with the names of what is missing. */
export function configFromEnv(env: NodeJS.ProcessEnv): SandboxConfig {
  const needed = [
    'SANDBOX_PORT',
    'SANDBOX_WEBHOOK_SECRET',
    'SANDBOX_WEBHOOK_TEST_SECRET',
    'SANDBOX_REDIRECT_URIS',
    'SANDBOX_CLIENT_ID',
    'SANDBOX_TEST_CLIENT_ID',
    'SANDBOX_SECRET_KEY',
    'SANDBOX_TEST_SECRET_KEY',
  ]
  const missing = needed.filter((name) => !env[name])
  if (missing.length > 0) throw new Error(`The sandbox needs ${missing.join(', ')}`)

  const text = (name: string) => env[name] ?? ''
  const port = Number(text('SANDBOX_PORT'))
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('SANDBOX_PORT must be a port number')
  return {
    ...defaults,
    port,
    statePath: env.SANDBOX_STATE || null,
    webhookUrl: env.SANDBOX_WEBHOOK_URL || null,
    webhookSecrets: { live: text('SANDBOX_WEBHOOK_SECRET'), test: text('SANDBOX_WEBHOOK_TEST_SECRET') },
    clientIds: { live: text('SANDBOX_CLIENT_ID'), test: text('SANDBOX_TEST_CLIENT_ID') },
    secretKeys: { live: text('SANDBOX_SECRET_KEY'), test: text('SANDBOX_TEST_SECRET_KEY') },
    redirectUris: text('SANDBOX_REDIRECT_URIS')
      .split(',')
      .map((uri) => uri.trim())
      .filter(Boolean),
  }
}
