import { type CatalogueRow, catalogueRow } from '@/lib/catalogue'

/** Why an event cannot do something in a flow; null when it can, since it exists and is about somebody. */
export function eventProblem(type: string, toDo: string): string | null {
  if (type === '') return 'Choose an event.'
  const row: CatalogueRow | undefined = catalogueRow(type)
  if (!row) return `There is no event ${type.slice(0, 60)}.`
  return row.person ? null : `“${row.label}” is about nobody, so it cannot ${toDo}.`
}
