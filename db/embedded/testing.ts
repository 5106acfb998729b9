import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { killServer } from './cluster'

/** Settings of a server whose data nobody will miss. */
export const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
}

/** Removes a throw-away server with its data; one that still runs there (its run was killed) ends first. */
export async function removeEmbedded(folder: string) {
  await killServer(join(folder, 'cluster'))
  rmSync(folder, { recursive: true, force: true })
}
