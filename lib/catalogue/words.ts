import { type CatalogueRow, type DerivedRow, touchWords } from './define'

/** What more there is to know of an event, in whole sentences; for settings, the catalogue page and docs. */
export function notesOf(row: CatalogueRow, labelOf: (type: string) => string): string[] {
  const changes = row.touches.map((touch) => touchWords[touch])
  return [
    `About: ${row.whom.charAt(0).toLowerCase()}${row.whom.slice(1)}.`,
    ...(changes.length > 0 ? [`Can change: ${changes.join(', ')}.`] : []),
    ...(isDerived(row) ? [`Follows from ${either(row.from.map((type) => `“${labelOf(type)}”`))}.`] : []),
    ...(row.twin ? [`Let flows start from “${labelOf(row.twin)}”: Stripe sends both for the same thing.`] : []),
  ]
}

export const isDerived = (row: CatalogueRow): row is DerivedRow => 'from' in row

const either = (words: readonly string[]) => new Intl.ListFormat('en', { type: 'disjunction' }).format(words)
