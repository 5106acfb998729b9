// Bundles the launcher, the command line and the sandbox into dist/. Packages stay outside: they are in node_modules.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const entries = { launch: 'scripts/launch.ts', cli: 'cli/index.ts', sandbox: 'sandbox/index.ts' }

for (const [name, source] of Object.entries(entries)) {
  if (existsSync(`${root}${source}`)) continue
  console.log(`Left out dist/${name}.mjs: there is no ${source}.`)
  delete entries[name]
}

const { metafile } = await build({
  metafile: true,
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

// Chunks are named after their content: those of earlier builds stay behind. Removed last, since a launcher may run.
const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
for (const name of readdirSync(join(root, 'dist'))) {
  if (/\.mjs(\.map)?$/.test(name) && !written.has(name)) rmSync(join(root, 'dist', name))
}
