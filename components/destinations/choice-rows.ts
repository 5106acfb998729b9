import { alsoCalled } from '@/lib/catalogue/also-called'

/** One event that a destination may hear, in the catalogue's words. */
export interface ChoiceRow {
  type: string
  label: string
  group: string
}

/** Every word searched for must occur: in its name, its type, or what else people call it. */
export function foundRows(rows: readonly ChoiceRow[], search: string): readonly ChoiceRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ label, type }) => {
    const text = `${label} ${type} ${alsoCalled(type)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
