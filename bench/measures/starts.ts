import { type Findings, whole } from '../findings'
import type { Lab } from '../lab'
import { type Role, startRole } from '../product'
import { median } from '../statistics'

const times = 3

/** From starting a process to its being ready, on a database that is there. */
export async function measureStarts({ cluster, say }: Lab): Promise<Findings> {
  const database = await cluster.product('starts')
  const rows: string[][] = []
  for (const role of ['ingest', 'worker', 'web'] as const satisfies readonly Role[]) {
    const taken: number[] = []
    for (let n = 0; n < times; n++) {
      const child = await startRole(cluster, database, role)
      taken.push(child.startMs)
      await child.stop()
    }
    rows.push([role, whole(median(taken)), taken.map(whole).join(', ')])
    say(`starts: ${role}`)
  }
  return { tables: [{ title: 'Start time', columns: ['process', 'median ms', 'each ms'], rows }], figures: [] }
}
