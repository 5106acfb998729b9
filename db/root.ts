import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, found from the source tree, from dist/*.mjs and from a Next build alike. */
export function projectRoot(): string {
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let at = start; ; at = dirname(at)) {
      if (existsSync(join(at, 'drizzle', 'meta', '_journal.json'))) return at
      if (at === dirname(at)) break
    }
  }
  throw new Error('Sluice cannot find its own folder (the one with drizzle/ in it). Start it from there.')
}
