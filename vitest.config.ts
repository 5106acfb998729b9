import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  resolve: { alias: { '@/': root } },
  server: { deps: { inline: ['next-auth'] } },
}

/** Holds nothing but what it reads there, and a file without tests counts as broken (lib/normalize says why it is left out). */
const withoutPayloads = process.env.STRIPE_EVENTS_DIR ? [] : ['lib/inbox/payloads.db.test.ts']

/** Two suites: what needs nothing, and what crosses PostgreSQL (a clone of a migrated template per file). */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: shared.resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', '**/node_modules', '.next', 'dist', 'e2e'],
          server: shared.server,
        },
      },
      {
        resolve: shared.resolve,
        test: {
          name: 'integration',
          include: ['**/*.db.test.ts'],
          exclude: ['**/node_modules', '.next', 'dist', 'e2e', ...withoutPayloads],
          globalSetup: ['db/testing.global.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          server: shared.server,
        },
      },
    ],
  },
})
