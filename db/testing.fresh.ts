import { vi } from 'vitest'

/*
 * Test files share a thread, and with it the packages they load, which is most of what starting one costs. What a file did to
 * our own modules and to the settings is taken back before the next one begins: each has a pool, a lane and caches of its own.
 */
const kept = globalThis as typeof globalThis & { sluiceSettings?: NodeJS.ProcessEnv; sluicePool?: unknown }
kept.sluiceSettings ??= { ...process.env }

vi.unstubAllEnvs()
vi.unstubAllGlobals()
vi.useRealTimers()
for (const name of Object.keys(process.env)) if (!(name in kept.sluiceSettings)) delete process.env[name]
Object.assign(process.env, kept.sluiceSettings)
vi.resetModules()
// One that a file left open leads to the database of that file (db/client.ts).
delete kept.sluicePool
