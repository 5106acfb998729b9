import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EmbeddedPostgres, explainingPermissions, reachableFolder, startEmbedded } from '@/db/embedded/index'
import { projectRoot } from '@/db/root'
import { env, forgetEnv, isLocal, readEnv } from '@/lib/env'
import { type LocalSecrets, localSecrets } from './secrets'

export type Surroundings = {
  databaseUrl: string
  /** The PostgreSQL we started or joined; undefined when DATABASE_URL names another. */
  postgres: EmbeddedPostgres | undefined
  /** Undefined in production, where every secret is set by the operator. */
  secrets: LocalSecrets | undefined
}

/** Settings from `.env.local` and `.env` of the project; what the process was started with wins. */
export function loadEnvFiles() {
  for (const name of ['.env.local', '.env']) {
    const file = join(projectRoot(), name)
    if (existsSync(file)) process.loadEnvFile(file)
  }
}

/**
 * Completes `process.env` for every mode of the launcher and for the commands that need the database: data folder,
 * built-in PostgreSQL, secrets, next-auth's base address. Throws EnvError before anything is started.
 */
export async function prepareSurroundings(say: (line: string) => void): Promise<Surroundings> {
  const wanted = readEnv(process.env)
  const local = isLocal({ HOST: wanted.HOST, APP_URL: process.env.APP_URL || undefined })
  const { postgres, secrets } = local
    ? await explainingPermissions(wanted.DATA_DIR, () => fillIn(wanted.DATA_DIR, say))
    : { postgres: undefined, secrets: undefined }
  // APP_URL is the only base address: next-auth would otherwise believe the Host header of a request, and mail a
  // sign-in link to whatever host an attacker put there.
  process.env.APP_URL = wanted.APP_URL
  process.env.AUTH_URL = wanted.APP_URL
  for (const name of ['NEXTAUTH_URL', 'AUTH_TRUST_HOST']) delete process.env[name]
  forgetEnv()
  const { DATABASE_URL: databaseUrl } = env()
  if (!databaseUrl) throw new Error('DATABASE_URL is still empty: this is a mistake in Sluice.')
  return { databaseUrl, postgres, secrets }
}

async function fillIn(wantedDir: string, say: (line: string) => void) {
  const dataDir = openDataDir(wantedDir, say)
  const secrets = await localSecrets(dataDir)
  process.env.AUTH_SECRET ||= secrets.AUTH_SECRET
  process.env.ENCRYPTION_KEYS ||= secrets.ENCRYPTION_KEYS
  if (process.env.DATABASE_URL) return { postgres: undefined, secrets }
  const postgres = await startEmbedded(join(dataDir, 'postgres'))
  process.env.DATABASE_URL = postgres.url()
  return { postgres, secrets }
}

/** Only passed through by others (the database user): every file in it is private or that user's own. */
function openDataDir(wanted: string, say: (line: string) => void) {
  // From the project's folder, wherever a command was called.
  const asked = resolve(projectRoot(), wanted)
  const dataDir = process.env.DATABASE_URL ? asked : reachableFolder(asked)
  if (dataDir !== asked) say(`PostgreSQL cannot reach ${wanted} as an ordinary user: data is in ${dataDir}.`)
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o711)
  process.env.DATA_DIR = dataDir
  return dataDir
}
