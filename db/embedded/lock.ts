import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf } from './processes'

/**
 * Runs `work` while no other Sluice process starts or stops the database of this folder. Waits for a living holder
 * (60 s at most); takes over from a dead one.
 */
export async function withStartLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'start.lock')
  const deadline = Date.now() + 60_000
  while (!tryTake(lock)) {
    if (Date.now() > deadline)
      throw new Error(`Another Sluice process holds ${lock} and does not finish. End it first.`)
    await sleep(50)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function tryTake(lock: string) {
  // A link appears together with its content, so nobody ever reads a lock without its holder.
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, `${process.pid} ${identityOf(process.pid)}`)
  try {
    linkSync(mine, lock)
    return true
  } catch {
    putAsideIfDead(lock)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Moves a dead holder's lock away; if a living one slipped in between reading and moving, puts it back. */
function putAsideIfDead(lock: string) {
  const aside = `${lock}.dead.${process.pid}`
  try {
    if (isAlive(readFileSync(lock, 'utf8'))) return
    renameSync(lock, aside)
    if (isAlive(readFileSync(aside, 'utf8'))) linkSync(aside, lock)
    rmSync(aside, { force: true })
  } catch {
    // Gone meanwhile: the next attempt sees what is there.
  }
}

/** `<pid> <identity>`, as lock and user files hold it. */
export function isAlive(holder: string) {
  const [pid, ...identity] = holder.split(' ')
  return identityOf(Number(pid)) === identity.join(' ')
}
