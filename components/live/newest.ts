/** A page of a list, newest first. */
export type ListPage<Row> = { data: Row[]; next_cursor: string | null }

/**
 * The rows on screen after the newest page was read again. Within the page's reach only what it holds is there: a delivery that
 * arrived has left the list of those that wait. Rows below it were loaded on request and stay.
 */
export function withNewest<Row extends { id: string }>(known: readonly Row[], page: ListPage<Row>): Row[] {
  const last = page.data.at(-1)
  if (!last || page.next_cursor === null) return [...page.data]
  return [...page.data, ...known.filter(({ id }) => id < last.id)]
}
