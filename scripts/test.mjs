// `npm test`: everything, from a fresh clone to "N passed, N failed". All that CI runs.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { whenNpmEnds } from './parent.mjs'
import { ensureInstalled, root } from './ready.mjs'

const reports = mkdtempSync(join(tmpdir(), 'sluice-reports-'))
const stages = []
let secondTries = []
let running

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, giveUp)
whenNpmEnds(giveUp)

await stage('install', async () => ensureInstalled(console.log))
const browser = await stage('browser', async () => ensureBrowser(console.log) ?? '')
await stage('types', async () => {
  await run('node_modules/next/dist/bin/next', 'typegen')
  await run('node_modules/typescript/bin/tsc', '--noEmit')
})
await stage('lint', () => run('node_modules/@biomejs/biome/bin/biome', 'check', '.'))
await stage('unit', () => vitest('unit'))
await stage('integration', () => vitest('integration'))
const isBuilt = await stage('build', async () => {
  await run('node_modules/next/dist/bin/next', 'build')
  await run('scripts/bundle.mjs')
  return true
})
if (isBuilt) await stage('browser tests', playwright)

rmSync(reports, { recursive: true, force: true })
const passed = sum('passed')
const failed = sum('failed')
console.log(`\n${stages.map(lineOf).join('\n')}\n`)
if (secondTries.length > 0)
  console.log(`Passed only at the second try:\n${secondTries.map((name) => `  ${name}`).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function giveUp() {
  running?.kill('SIGTERM')
  rmSync(reports, { recursive: true, force: true })
  process.exit(1)
}

/** A stage counts its tests; one that breaks without a failed test counts as one failure. */
async function stage(name, work) {
  console.log(`\n── ${name} ──`)
  const startedAt = Date.now()
  const entry = { name, passed: 0, failed: 0, seconds: 0 }
  stages.push(entry)
  let result
  try {
    result = await work(entry)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    entry.failed ||= 1
  }
  entry.seconds = (Date.now() - startedAt) / 1000
  return result
}

async function vitest(project, entry = stages.at(-1)) {
  const file = join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  // vitest leaves a core free, which on two cores means one file after the other; most of a file's time is waiting.
  const workers = `--maxWorkers=${availableParallelism()}`
  try {
    await run('node_modules/vitest/vitest.mjs', 'run', '--project', `${project}*`, workers, ...reporters)
  } finally {
    const report = readReport(file)
    entry.passed = report?.numPassedTests ?? 0
    entry.failed = report?.numFailedTests ?? 0
  }
}

async function playwright(entry) {
  const file = join(reports, 'browser.json')
  const port = await freePorts()
  Object.assign(process.env, {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    E2E_PORT: String(port),
    E2E_MAIL_SILENCE_MS: '60000',
    CHROMIUM_PATH: browser ?? '',
  })
  try {
    await run('node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json')
  } finally {
    const report = readReport(file)
    entry.failed = report?.stats.unexpected ?? 0
    secondTries = flakyOf(report?.suites ?? [])
    entry.passed = (report?.stats.expected ?? 0) + secondTries.length
  }
}

/** Names of the stories that passed only when they were told again (on CI: playwright.config.ts). */
function flakyOf(suites) {
  return suites.flatMap(({ title, suites: inner = [], specs = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map((spec) => `${title}: ${spec.title}`),
    ...flakyOf(inner),
  ])
}

function run(script, ...args) {
  return new Promise((resolve, reject) => {
    // Each tool knows best which NODE_ENV it needs.
    const { NODE_ENV: _, ...own } = process.env
    const env = { ...own, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }
    running = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env, stdio: 'inherit' })
    running.once('error', reject)
    running.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${script} ${args[0] ?? ''} ended with ${code ?? signal}.`))
    })
  })
}

/** Six ports in a row: two apps with a sandbox each, a mail server and its reader (playwright.config.ts). */
async function freePorts() {
  for (let port = 4300; port < 5300; port += 6) {
    const free = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => isFree(port + n)))
    if (!free.includes(false)) return port
  }
  throw new Error('No six free ports in a row between 4300 and 5300.')
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function sum(what) {
  return stages.reduce((total, entry) => total + entry[what], 0)
}

function lineOf({ name, passed, failed, seconds }) {
  const counts = passed + failed > 0 ? `${passed} passed${failed ? `, ${failed} failed` : ''}` : ''
  return `${failed ? '✗' : '✓'} ${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`
}
