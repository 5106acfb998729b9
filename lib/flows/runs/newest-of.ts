import { desc, type SQL, type SQLWrapper, sql } from 'drizzle-orm'

const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * The newest rows of one key (a flow, a flow and a state, a person), below a cursor: as one range of the index that begins with the key
 * and ends with the id. Said as "equals", the planner may as well go down the primary key and skip whatever is not of it, which for a flow
 * that nobody entered is every run of the team.
 */
export function newestOf(key: readonly (readonly [SQLWrapper, SQLWrapper])[], id: SQLWrapper, cursor: string = last) {
  const columns = list(key.map(([column]) => column))
  const values = list(key.map(([, value]) => value))
  return {
    where: sql`(${columns}, ${id}) < (${values}, ${cursor}::uuid) and (${columns}) >= (${values})`,
    order: [...key.map(([column]) => desc(column)), desc(id)],
  }
}

const list = (parts: readonly SQLWrapper[]): SQL => sql.join([...parts], sql`, `)
