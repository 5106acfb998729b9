import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const port = Number(process.env.E2E_PORT ?? 4300)
/** Stories about mail have an app of their own, whose mails go over SMTP: five ports in a row in all. */
const ports = { app: port, appWithSmtp: port + 2, smtp: port + 4 }
const screenshots = Boolean(process.env.SCREENSHOTS)
const urlOf = (of: number) => `http://localhost:${of}`
// `npm test` finds or installs a browser and names it here; alone, the system's is tried before Playwright's own.
const browser =
  process.env.CHROMIUM_PATH ||
  ['chromium-headless-shell', 'chromium', 'google-chrome'].map((name) => `/usr/bin/${name}`).find(existsSync)
const isRoot = process.getuid?.() === 0

const server = (of: number, also: Record<string, string> = {}) => ({
  command: 'node scripts/e2e-server.mjs',
  url: `${urlOf(of)}/readyz`,
  env: { E2E_PORT: String(of), ...also },
  reuseExistingServer: false,
  timeout: 90_000,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 12_000 },
})

/** One merchant story per file, in Chromium, against the built app and the sandbox (E2E_PORT + 1). Build first. */
export default defineConfig({
  testDir: 'e2e',
  // `node scripts/screenshots.mjs` takes pictures of every page instead of telling stories.
  testMatch: screenshots ? 'screenshots.ts' : '*.spec.ts',
  projects: [
    // First, because two of them sit out a wait of a minute, which the others fill.
    ...(screenshots ? [] : [{ name: 'mail', testDir: 'e2e/mail', use: { baseURL: urlOf(ports.appWithSmtp) } }]),
    { name: 'stories', testIgnore: 'mail/**', use: { baseURL: urlOf(ports.app) } },
  ],
  timeout: 180_000,
  expect: { timeout: 10_000 },
  workers: 3,
  // A second try on CI only, and `npm test` names whoever needed it (scripts/test.mjs).
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  use: {
    // Recording every story costs a third of its time; the second try on CI has one, and `-- --trace on` anywhere.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    // What moves is drawn again and again, and whoever clicks waits until it stands still.
    contextOptions: { reducedMotion: 'reduce' },
    // Chromium's own sandbox does not run as root.
    launchOptions: { ...(browser && { executablePath: browser }), args: isRoot ? ['--no-sandbox'] : [] },
  },
  webServer: [
    server(ports.app),
    ...(screenshots ? [] : [server(ports.appWithSmtp, { E2E_SMTP_PORT: String(ports.smtp) })]),
  ],
})
