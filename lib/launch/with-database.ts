import { closeDb } from '@/db/client'
import { migrate } from '@/db/migrate'
import { loadEnvFiles, prepareSurroundings } from './surroundings'

/**
 * For commands: runs `work` with the database up and migrated, whether `up` runs beside it or not, and leaves
 * everything as it was. Says what it does on stderr; stdout belongs to the command.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  loadEnvFiles()
  const { databaseUrl, postgres } = await prepareSurroundings((line) => process.stderr.write(`${line}\n`))
  try {
    await migrate(databaseUrl)
    return await work()
  } finally {
    await closeDb()
    await postgres?.stop()
  }
}
