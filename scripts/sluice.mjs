// `npm run -s sluice -- <command>`: stdout belongs to the command alone.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBundled, ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.error)
ensureBundled(console.error)

// Where npm was called, so that file names in the arguments mean what the caller meant.
const cwd = process.env.INIT_CWD ?? process.cwd()
const env = { ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'production' }
const command = spawn(process.execPath, [join(root, 'dist/cli.mjs'), ...process.argv.slice(2)], {
  cwd,
  env,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => command.kill(signal))
command.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
