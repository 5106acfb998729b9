// Bundles the launcher, the command line and the sandbox into dist/. Packages stay outside: they are in node_modules.
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const entries = { launch: 'scripts/launch.ts', cli: 'cli/index.ts', sandbox: 'sandbox/index.ts' }

for (const [name, source] of Object.entries(entries)) {
  if (existsSync(`${root}${source}`)) continue
  console.log(`Left out dist/${name}.mjs: there is no ${source}.`)
  delete entries[name]
}

rmSync(`${root}dist`, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Chunks, so that a command loads only what it needs: `normalize` must not pull in the database.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
})
