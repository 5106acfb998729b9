import type { CatalogueRow } from './define'
import { eventGroups } from './groups'
import { isDerived, notesOf } from './words'

/** docs/events.md: what the catalogue says, for people, with what each event's example becomes. A test keeps the two the same. */
export function renderCatalogue(rows: readonly CatalogueRow[], sampleOf: (row: CatalogueRow) => object): string {
  const labelOf = (type: string) => rows.find((row) => row.type === type)?.label ?? type
  const groups = eventGroups.map(({ id, label }) => {
    const own = rows.filter((row) => row.group === id)
    return `## ${label}\n\n${table(own)}\n${own.map((row) => entryOf(row, sampleOf(row), notesOf(row, labelOf))).join('\n')}`
  })
  return `${heading(rows)}\n${groups.join('\n')}`
}

function heading(rows: readonly CatalogueRow[]): string {
  const stripes = rows.filter((row) => !isDerived(row))
  const on = rows.filter((row) => row.defaults.on).length
  return `# Events

Generated from \`lib/catalogue\`; do not edit. To add a Stripe event, add a row there and run the tests with \`-u\`. The same
list is in the app, under Apps → Stripe → All events.

Sluice understands ${stripes.length} of Stripe's event types and derives ${rows.length - stripes.length} more from them; ${on} are switched on when you connect. Any other
type is kept and set aside as \`not_in_catalogue\`, with its name and what it says in common. The name follows from the type:
split on \`.\` and \`_\`, capitalise, prefix \`$\`.

A **derived** event is told by the content of the one it follows from, never by what is stored. It is an event of its own:
listed, switched and used in flows by itself, also while the one it follows from is off. Money and plan are counted once, by
the one it follows from.

**On**: at the start (${symbols.on} yes, ${symbols.locked} always). **Flows**: may start one at the start. **Money**: lifetime value needs it. **Folded**:
under "twins and details" in the settings. Samples leave out what is null or empty.
`
}

function table(rows: readonly CatalogueRow[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.label} | \`${row.name}\` | \`${row.type}\` | ${started(row)} | ${mark(row.defaults.triggerFlows)} | ${mark(row.money)} | ${mark(row.advanced)} |`,
  )
  return `| Event | Name | Type | On | Flows | Money | Folded |
|---|---|---|---|---|---|---|
${lines.join('\n')}
`
}

function entryOf(row: CatalogueRow, sample: object, notes: readonly string[]): string {
  return `### ${row.label}

\`${row.name}\` · \`${row.type}\` · ${row.why} ${notes.join(' ')}

<details><summary>Sample</summary>

\`\`\`json
${JSON.stringify(told(sample), null, 2)}
\`\`\`

</details>
`
}

/** A sample without what it does not say, at any depth. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([key, child]) => [key, told(child)] as const)
    .filter(([, child]) => child !== null && !isEmpty(child))
  return Object.fromEntries(kept)
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0

const symbols = { on: '●', locked: '■' }

function started(row: CatalogueRow): string {
  return row.locked ? symbols.locked : mark(row.defaults.on)
}

function mark(yes: boolean): string {
  return yes ? symbols.on : ''
}
