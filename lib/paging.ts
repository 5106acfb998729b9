/**
 * One page of a list. Lists are read newest first by id (uuid v7: time of receipt) and go on *below* the cursor, so a
 * page costs the same at any depth and rows that arrive meanwhile move nothing.
 */
export interface PageRequest {
  /** Id of the last row seen. */
  cursor?: string | undefined
  limit: number
}

export interface Page<Row> {
  rows: Row[]
  /** Where the next page begins; null at the end. */
  next: string | null
}

/** Rows were read one more than asked for: the extra one only tells that there is more. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  if (rows.length <= limit) return { rows, next: null }
  const shown = rows.slice(0, limit)
  return { rows: shown, next: shown.at(-1)?.id ?? null }
}
