import { z } from 'zod'
import * as value from './env-values'

/** Every setting there is (`.env.example` explains each). All are optional while Sluice runs locally. */
const schema = z.object({
  PORT: value.port.transform((port) => port ?? 3000),
  HOST: value.text.transform((host) => host ?? '127.0.0.1'),
  APP_URL: value.origin,
  DATA_DIR: value.text.transform((folder) => folder ?? '.data'),
  DATABASE_URL: value.databaseUrl,
  AUTH_SECRET: value.text.pipe(
    z.string().min(32, 'must be 32 characters or more (openssl rand -base64 33).').optional(),
  ),
  ENCRYPTION_KEYS: value.encryptionKeys,
  STRIPE_SECRET_KEY: value.stripeKey('live', 'STRIPE_TEST_SECRET_KEY'),
  STRIPE_TEST_SECRET_KEY: value.stripeKey('test', 'STRIPE_SECRET_KEY'),
  STRIPE_CLIENT_ID: value.text,
  STRIPE_TEST_CLIENT_ID: value.text,
  STRIPE_WEBHOOK_SECRETS: value.webhookSecrets,
  STRIPE_API_BASE: value.origin.transform((base) => base ?? 'https://api.stripe.com'),
  STRIPE_CONNECT_BASE: value.origin.transform((base) => base ?? 'https://connect.stripe.com'),
  SMTP_URL: value.smtpUrl,
  MAIL_FROM: value.text,
  WORKER: value.onOff.transform((state) => state ?? 'on'),
  SANDBOX: value.onOff.transform((state) => state ?? 'on'),
  SANDBOX_PORT: value.port,
  OPERATOR_EMAILS: value.emails,
  TRUSTED_PROXIES: value.networks,
  RAW_RETENTION_DAYS: value.days({ least: 35, usual: 90 }),
  HISTORY_RETENTION_DAYS: value.days({ least: 35, usual: 400 }),
  METRICS_TOKEN: value.text,
  OTEL_EXPORTER_OTLP_ENDPOINT: value.text,
  BENTO_API_BASE: value.origin,
  LOOPS_API_BASE: value.origin,
  OUTBOUND_ALLOW: value.list,
  STRIPE_EVENTS_DIR: value.text,
})

type Read = z.infer<typeof schema>
export type Env = Omit<Read, 'APP_URL'> & { APP_URL: string }

/** Parsed at first use and kept: never at import, because `next build` has no settings. Throws EnvError. */
export function env(): Env {
  kept ??= readEnv(process.env)
  return kept
}

let kept: Env | undefined

/** Reads the surroundings anew at the next `env()`: for the launcher, which completes them, and for tests. */
export function forgetEnv() {
  kept = undefined
}

/** Pure: settings in, values out. Throws EnvError that names every setting to mend, not only the first. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, source[name]])))
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))

  const read = parsed.data
  const problems = isLocal(read) ? [] : productionProblems(read)
  if (problems.length > 0) throw new EnvError(problems)
  return { ...read, APP_URL: read.APP_URL ?? `http://localhost:${read.PORT}` }
}

/**
 * Local = listening on loopback, under a loopback address, whatever NODE_ENV says. Only then are secrets made up, mails
 * kept in a mailbox page and cookies allowed over http. Everything else is production.
 */
export function isLocal({ HOST, APP_URL }: { HOST: string; APP_URL?: string | undefined }) {
  return isLoopback(HOST) && (APP_URL === undefined || (URL.canParse(APP_URL) && isLoopback(new URL(APP_URL).hostname)))
}

export class EnvError extends Error {
  override name = 'EnvError'

  /** One sentence a setting, each beginning with its name. */
  constructor(readonly problems: string[]) {
    const count = problems.length === 1 ? 'One setting needs' : `${problems.length} settings need`
    super(
      `${count} attention:\n${problems.map((each) => `  ${each}`).join('\n')}\n.env.example explains every setting.`,
    )
  }
}

/** What a stranger can reach must not run on defaults, made-up secrets or unsigned webhooks (IN-07). */
function productionProblems(read: Read): string[] {
  const missing = Object.entries(required).flatMap(([name, why]) =>
    isSet(read[name as keyof Read]) ? [] : [`${name} is missing. ${why}`],
  )
  const insecure = read.APP_URL?.startsWith('http:')
    ? ['APP_URL must begin with https://. Over http, sign-in cookies could be read on the way.']
    : []
  const testsOnly = (['BENTO_API_BASE', 'LOOPS_API_BASE', 'OUTBOUND_ALLOW'] as const).flatMap((name) =>
    isSet(read[name]) ? [`${name} is for local use and tests. Remove it.`] : [],
  )
  return [...missing, ...insecure, ...testsOnly]
}

const required = {
  APP_URL: 'Set it to the address people open, for example https://sluice.example.com.',
  DATABASE_URL: 'Set it to your PostgreSQL (15 or newer), for example postgres://user:password@host:5432/sluice.',
  AUTH_SECRET: 'Set it to a random text of 32 characters or more (openssl rand -base64 33).',
  ENCRYPTION_KEYS:
    'Set it to an id and a random key, for example k1: followed by the output of openssl rand -base64 32.',
  SMTP_URL: 'Set it to your mail server: people sign in by mail.',
  MAIL_FROM: 'Set it to the sender of our mails, for example Sluice <sluice@example.com>.',
  STRIPE_WEBHOOK_SECRETS:
    'Set it to the signing secret of your Connect webhook endpoint at Stripe (whsec_…): without one, no webhook can be trusted.',
} satisfies Partial<Record<keyof Read, string>>

function isSet(read: unknown) {
  return Array.isArray(read) ? read.length > 0 : read !== undefined
}

function isLoopback(host: string) {
  return (
    host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(host) || /^\[?::1\]?$/.test(host)
  )
}
