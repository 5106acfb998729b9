import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './sandbox'

/**
 * A Stripe account belongs to one story at a time, also across workers and however long each of them takes: waits until
 * it is free, and resolves with what gives it back. `folder` is emptied before every run.
 */
export async function borrow({ merchant, mode }: Account, folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true })
  const sign = join(folder, `${merchant}-${mode}`)
  while (!taken(sign)) {
    if (isLeftover(sign)) rmSync(sign, { force: true })
    await sleep(200)
  }
  return () => rmSync(sign, { force: true })
}

function taken(sign: string): boolean {
  try {
    writeFileSync(sign, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Whoever put the sign there has ended without taking it away. */
function isLeftover(sign: string): boolean {
  try {
    process.kill(Number(readFileSync(sign, 'utf8')), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
