import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { identityOf } from '@/db/embedded/processes'
import { keepChild } from './child'
import { Shutdown } from './shutdown'

const folder = mkdtempSync(join(tmpdir(), 'sluice-child-'))
const file = join(folder, 'child.mjs')
let pids: number[] = []
let shutdown: Shutdown

/** Says its pid, then lives and sends heartbeats until told otherwise. */
const well = `
  console.log(process.pid)
  const beat = setInterval(() => process.send('alive'), 20)
  process.on('SIGTERM', () => { clearInterval(beat); process.exit(0) })
`

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(() => {
  pids = []
  shutdown = new Shutdown()
})

afterEach(async () => {
  await shutdown.stopParts()
  for (const pid of pids) expect(identityOf(pid)).toBeUndefined()
})

function keep(source: string, plan: { silenceMs?: number; bootMs?: number } = {}) {
  writeFileSync(file, source)
  keepChild(shutdown, { name: 'worker', file, isQuiet: true, onLine: (line) => pids.push(Number(line)), ...plan })
}

const lives = (count: number) => vi.waitFor(() => expect(pids).toHaveLength(count), { timeout: 5_000, interval: 20 })

test('a child that dies starts again', async () => {
  keep(well)
  await lives(1)
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await lives(2)
})

test('a child whose event loop hangs is ended and starts again', async () => {
  keep(`${well}\nsetTimeout(() => { for (;;); }, 50)`, { silenceMs: 200, bootMs: 1_000 })
  await lives(2)
})

test('a frozen child is ended and starts again', async () => {
  keep(well, { silenceMs: 200, bootMs: 1_000 })
  await lives(1)
  process.kill(pids[0] ?? 0, 'SIGSTOP')
  await lives(2)
})

test('a child that will not stop is ended hard', { timeout: 10_000 }, async () => {
  keep(`${well}\nprocess.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => {})`, {})
  await lives(1)
})
