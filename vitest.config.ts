import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  resolve: { alias: { '@/': root } },
  server: { deps: { inline: ['next-auth'] } },
}

/** They hold nothing but what they read there, and a file without tests counts as broken (lib/normalize says why they are left out). */
const withoutPayloads = process.env.STRIPE_EVENTS_DIR
  ? []
  : ['lib/inbox/payloads.db.test.ts', 'lib/flows/details/payloads.test.ts']

/** Two suites: what needs nothing, and what crosses PostgreSQL (a clone of a migrated template per file). */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: shared.resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', '**/node_modules', '.next', 'dist', 'e2e', ...withoutPayloads],
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
