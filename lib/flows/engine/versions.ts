import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import type { FlowDefinition } from '../definition'

/** What was published stays as it is, so a process reads each version once. */
const known = new Map<string, FlowDefinition>()
const mostKept = 1_000

interface Version {
  flow_id: string
  version_no: number
}

const keyOf = ({ flow_id, version_no }: Version) => `${flow_id} ${version_no}`

/** The definitions that runs go by. */
export async function definitionsOf(tx: Tx, teamId: TeamId, wanted: readonly Version[]) {
  const missing = [...new Map(wanted.map((one) => [keyOf(one), one])).values()].filter((one) => !known.has(keyOf(one)))
  if (missing.length > 0) {
    const { rows } = await tx.execute<Version & { definition: FlowDefinition } & Record<string, unknown>>(sql`
      select v.flow_id, v.no as version_no, v.definition
      from json_to_recordset(${JSON.stringify(missing.map(({ flow_id, version_no }) => ({ flow_id, version_no })))}::json)
        as w(flow_id uuid, version_no integer)
      join flow_versions v on v.team_id = ${teamId} and v.flow_id = w.flow_id and v.no = w.version_no`)
    for (const row of rows) known.set(keyOf(row), row.definition)
  }
  const found = new Map(wanted.map((one) => [keyOf(one), known.get(keyOf(one))]))
  for (const key of [...known.keys()].slice(0, Math.max(0, known.size - mostKept))) known.delete(key)
  return {
    of(one: Version): FlowDefinition {
      const definition = found.get(keyOf(one))
      if (!definition) throw new Error(`a run goes by version ${one.version_no} of ${one.flow_id}, which is not there`)
      return definition
    },
  }
}
