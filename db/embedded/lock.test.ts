import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { withStartLock } from './lock'
import { identityOf } from './processes'

const folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'))
const lock = join(folder, 'start.lock')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('one at a time', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await sleep(5)
    inside -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => withStartLock(folder, work)))
  expect(most).toBe(1)
})

test('a dead holder is taken over, also when its number belongs to another process by now', async () => {
  writeFileSync(lock, '999999999 1')
  expect(await withStartLock(folder, async () => 'mine')).toBe('mine')
  writeFileSync(lock, `${process.ppid} started-at-another-time`)
  expect(await withStartLock(folder, async () => 'mine')).toBe('mine')
})

test('a living holder is waited for', async () => {
  writeFileSync(lock, `${process.ppid} ${identityOf(process.ppid)}`)
  const waiting = withStartLock(folder, async () => 'mine')
  expect(await Promise.race([waiting, sleep(150, 'still waiting')])).toBe('still waiting')
  rmSync(lock)
  expect(await waiting).toBe('mine')
})

test('failing work gives the lock back', async () => {
  await expect(withStartLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withStartLock(folder, async () => 'mine')).toBe('mine')
})
