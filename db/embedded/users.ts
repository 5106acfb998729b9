import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './lock'
import { identityOf } from './processes'

/** Notes this process as a user of the database: the last living user stops it. */
export function enlist(folder: string) {
  const users = join(folder, 'users')
  mkdirSync(users, { recursive: true })
  writeFileSync(join(users, String(process.pid)), `${process.pid} ${identityOf(process.pid)}`)
}

/** Takes this process off the list. Returns how many living users remain; forgets the dead. */
export function leave(folder: string): number {
  const users = join(folder, 'users')
  rmSync(join(users, String(process.pid)), { force: true })
  let living = 0
  for (const name of readdirSync(users)) {
    const file = join(users, name)
    if (isAlive(readFileSync(file, 'utf8'))) living += 1
    else rmSync(file, { force: true })
  }
  return living
}
