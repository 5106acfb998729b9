// `npm run crash`: kills, freezes and cuts off everything while events come in, then counts (docs/failure.md).
import { spawn } from 'node:child_process'
import { whenNpmEnds } from './parent.mjs'
import { ensureBundled, ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.log)
ensureBundled(console.log)
const args = ['--import', 'tsx', 'worker/crash/run.ts', ...process.argv.slice(2)]
const run = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => run.kill(signal))
run.on('exit', (code) => process.exit(code ?? 1))
whenNpmEnds(() => run.kill('SIGTERM'))
