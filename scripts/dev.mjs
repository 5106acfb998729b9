// `npm run dev`: the same as `npm run up`, from the sources, with hot reload.
import { spawn } from 'node:child_process'
import { whenNpmEnds } from './parent.mjs'
import { ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.log)
const env = { ...process.env, NODE_ENV: 'development' }
const args = ['--import', 'tsx', 'scripts/launch.ts', 'dev']
const launcher = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill(signal))
launcher.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
whenNpmEnds(() => launcher.kill('SIGTERM'))
