// Finds a Chromium for the browser tests, or gets one: from the system, from Debian's packages, else Playwright's own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './ready.mjs'

/** Returns the path of a browser, or undefined when Playwright's own is to be used. Throws when there is none to get. */
export function ensureBrowser(say) {
  const found = process.env.CHROMIUM_PATH || systemBrowser()
  if (found) return found

  const isRoot = process.getuid?.() === 0
  if (isRoot && succeeds('apt-get', ['--version'])) {
    say('Installing Chromium from the system packages …')
    const get = (name) => succeeds('apt-get', ['install', '-y', '--no-install-recommends', name, 'fonts-liberation'])
    if (succeeds('apt-get', ['update']) && (get('chromium-headless-shell') || get('chromium')) && systemBrowser())
      return systemBrowser()
  }
  say('Downloading Chromium …')
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  if (succeeds(process.execPath, [playwright, 'install', 'chromium'])) return undefined
  throw new Error('There is no Chromium and none could be installed. Set CHROMIUM_PATH to the program.')
}

/** The headless shell first: it draws the same and takes a quarter less CPU than the whole browser. */
function systemBrowser() {
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']) {
    const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' })
    if (status === 0) return stdout.trim()
  }
  return undefined
}

function succeeds(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: 'ignore', env }).status === 0
}
