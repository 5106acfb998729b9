// `npm run test:long`: hardening checks, property tests and fuzzing at full size.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.log)
const env = { ...process.env, SLUICE_LONG: '1' }
const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]
const vitest = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => vitest.kill(signal))
vitest.on('exit', (code) => process.exit(code ?? 1))
