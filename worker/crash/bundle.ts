import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '@/db/root'

/** The launcher as the build makes it, from the sources as they are now; for tests, which run before there is a build. */
export async function bundleLauncher(): Promise<{ launcher: string; remove(): void }> {
  // Inside the project, so that it finds its packages and its migrations.
  const folder = join(projectRoot(), 'dist', `crash-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: projectRoot(),
    entryPoints: { launch: 'scripts/launch.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  return { launcher: join(folder, 'launch.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
