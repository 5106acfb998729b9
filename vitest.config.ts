import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  resolve: { alias: { '@/': root } },
  server: { deps: { inline: ['next-auth'] } },
}
const elsewhere = ['**/node_modules', '.next', 'dist', 'e2e']

/** They look at what a process has once, and its threads share: its memory, its processor time, its time zone. */
const aboutProcess = {
  unit: [
    'lib/outbound/huge.test.ts',
    'lib/flows/texts/locked.test.ts',
    'lib/flows/texts/zones.test.ts',
    'lib/flows/mail/render-mail.test.ts',
  ],
  integration: ['lib/inbox/node-http.db.test.ts', 'lib/inbox/fuzz.db.test.ts'],
}

/** They hold nothing but what they read there, and a file without tests counts as broken (lib/normalize says why they are left out). */
const withoutPayloads = process.env.STRIPE_EVENTS_DIR
  ? []
  : ['lib/inbox/payloads.db.test.ts', 'lib/flows/details/payloads.test.ts']

/** A thread is there in half the time of a process; kept for the next file, it has the packages loaded: a second each. */
const sharing = { pool: 'threads' as const, isolate: false, setupFiles: ['db/testing.fresh.ts'] }

/** Each deliberate mistake is a run of vitest in a copy of the sources: `npm run crash -- --mutations` makes all of them. */
const onlyLong = process.env.SLUICE_LONG === '1' ? [] : ['worker/crash/mutations/mutations.db.test.ts']

const crossing = {
  // A second is short where several processes share two cores; who promises a time measures it.
  expect: { poll: { timeout: 10_000 } },
  globalSetup: ['db/testing.global.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
  server: shared.server,
}

/** Whoever starts processes of its own waits for them for a minute: begun last, it would have the machine to itself that long. */
class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const startsProcesses = ({ moduleId }: TestSpecification) => /\/(worker|scripts)\//.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(startsProcesses), ...sorted.filter((file) => !startsProcesses(file))]
  }
}

/** Two suites: what needs nothing, and what crosses PostgreSQL (a clone of a migrated template per file). */
export default defineConfig({
  test: {
    sequence: { sequencer: ProcessesFirst },
    projects: [
      {
        resolve: shared.resolve,
        test: {
          ...sharing,
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', ...elsewhere, ...withoutPayloads, ...aboutProcess.unit],
          server: shared.server,
        },
      },
      {
        resolve: shared.resolve,
        test: {
          ...crossing,
          name: 'integration',
          ...sharing,
          include: ['**/*.db.test.ts'],
          exclude: [...elsewhere, ...withoutPayloads, ...onlyLong, ...aboutProcess.integration],
        },
      },
      {
        resolve: shared.resolve,
        test: { name: 'unit-process', pool: 'forks', include: aboutProcess.unit, server: shared.server },
      },
      {
        resolve: shared.resolve,
        test: { ...crossing, name: 'integration-process', pool: 'forks', include: aboutProcess.integration },
      },
    ],
  },
})
