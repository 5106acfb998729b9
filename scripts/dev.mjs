// `npm run dev`: the same as `npm run up`, from the sources, with hot reload.
import { spawn } from 'node:child_process'
import { ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.log)
const env = { ...process.env, NODE_ENV: 'development' }
const args = ['--import', 'tsx', 'scripts/launch.ts', 'dev']
const launcher = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal))
launcher.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
// npm that is killed tells nobody; the launcher watches us in turn.
const parent = process.ppid
setInterval(() => process.ppid !== parent && launcher.kill('SIGTERM'), 500).unref()
