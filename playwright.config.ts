import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const port = Number(process.env.E2E_PORT ?? 4300)
const baseURL = `http://localhost:${port}`
// `npm test` finds or installs a browser and names it here; alone, the system's is tried before Playwright's own.
const browser =
  process.env.CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const isRoot = process.getuid?.() === 0

/** One merchant story per file, in Chromium, against the built app and the sandbox (E2E_PORT + 1). Build first. */
export default defineConfig({
  testDir: 'e2e',
  // `node scripts/screenshots.mjs` takes pictures of every page instead of telling stories.
  testMatch: process.env.SCREENSHOTS ? 'screenshots.ts' : '*.spec.ts',
  timeout: 180_000,
  expect: { timeout: 10_000 },
  workers: 2,
  // A second try on CI only, and `npm test` names whoever needed it (scripts/test.mjs).
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  use: {
    baseURL,
    // Recording every story costs a third of its time; the second try on CI has one, and `-- --trace on` anywhere.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    // Chromium's own sandbox does not run as root.
    launchOptions: { ...(browser && { executablePath: browser }), args: isRoot ? ['--no-sandbox'] : [] },
  },
  webServer: {
    command: 'node scripts/e2e-server.mjs',
    url: `${baseURL}/readyz`,
    env: { E2E_PORT: String(port) },
    reuseExistingServer: false,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
  },
})
