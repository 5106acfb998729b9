import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { projectRoot } from '@/db/root'

/** Runs with a watchdog that bites after a second. */
function run(script: string) {
  const source = `import { watchOneself } from './scripts/launch/watchdog.ts'; const dog = watchOneself(1_000); ${script}`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    cwd: projectRoot(),
    stdio: 'inherit',
  })
  const late = setTimeout(() => child.kill('SIGTERM'), 15_000)
  return new Promise((done) =>
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      done(signal ?? code)
    }),
  )
}

test('a process whose event loop hangs is ended', { timeout: 20_000 }, async () => {
  expect(await run('for (;;);')).toBe('SIGKILL')
})

test('one that says it lives goes on, and the watchdog does not keep it', { timeout: 20_000 }, async () => {
  const script =
    'const beat = setInterval(dog.alive, 100); setTimeout(() => { clearInterval(beat); process.exitCode = 7; dog.stop() }, 1_600)'
  expect(await run(script)).toBe(7)
})
