// Pictures of every page into test-results/pages (light, dark, 390 px), and those of the README into docs/images. Build first.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './ready.mjs'

const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)],
  {
    cwd: root,
    env: { ...process.env, SCREENSHOTS: '1' },
    stdio: 'inherit',
  },
)
process.exit(status ?? 1)
