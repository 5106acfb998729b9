import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  resolve: { alias: { '@/': root } },
  server: { deps: { inline: ['next-auth'] } },
}

/** Two suites: what needs nothing, and what crosses PostgreSQL (a clone of a migrated template per file). */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: shared.resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', 'node_modules', '.next', 'dist', 'e2e'],
          server: shared.server,
        },
      },
      {
        resolve: shared.resolve,
        test: {
          name: 'integration',
          include: ['**/*.db.test.ts'],
          exclude: ['node_modules', '.next', 'dist', 'e2e'],
          globalSetup: ['db/testing.global.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          server: shared.server,
        },
      },
    ],
  },
})
