/** One event on the catalogue page; everything is text, so the browser loads no readers. */
export interface CatalogueEntry {
  type: string
  name: string
  label: string
  why: string
  group: string
  /** "On", "Off" or "Always on" when an account is connected. */
  start: string
  derived: boolean
  notes: readonly string[]
  /** Its example, normalized, as indented JSON. */
  sample: string
}

/** Every word searched for must occur: "refund $Charge" finds what is both. */
export function found(entry: CatalogueEntry, search: string): boolean {
  const text = `${entry.label} ${entry.name} ${entry.type} ${entry.why} ${entry.notes.join(' ')}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
