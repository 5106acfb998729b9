import type { CatalogueRow } from './define'
import { eventGroups } from './groups'

/** docs/events.md: what the catalogue says, for people. A test keeps the two the same. */
export function renderCatalogue(rows: readonly CatalogueRow[]): string {
  const groups = eventGroups.map(({ id, label }) =>
    renderGroup(
      label,
      rows.filter((row) => row.group === id),
    ),
  )
  return `${heading(rows)}\n${groups.join('\n')}`
}

function heading(rows: readonly CatalogueRow[]): string {
  const on = rows.filter((row) => row.defaults.on).length
  return `# Stripe events

Generated from \`lib/catalogue\`; do not edit. To add an event, add a row there and run the tests with \`-u\`.

Sluice understands ${rows.length} of Stripe's event types; ${on} are switched on when you connect. Any other type is kept and set
aside as \`not_in_catalogue\`. The name follows from the type: split on \`.\` and \`_\`, capitalise, prefix \`$\`.

**On**: at the start (${symbols.on} yes, ${symbols.locked} always). **Person**: leads to a subscriber and can start flows. **Money**: lifetime value needs
it. **Folded**: shown under "advanced" in the settings.
`
}

function renderGroup(label: string, rows: CatalogueRow[]): string {
  const lines = rows.map(
    (row) =>
      `| \`${row.type}\` | \`${row.name}\` | ${row.label} | ${row.why} | ${started(row)} | ${mark(row.person)} | ${mark(row.money)} | ${mark(row.advanced)} | ${row.touches.map((touch) => touch.replaceAll('_', ' ')).join(', ')} |`,
  )
  return `## ${label}

| Stripe type | Name | Label | What it is good for | On | Person | Money | Folded | Changes |
|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}
`
}

const symbols = { on: '●', locked: '■' }

function started(row: CatalogueRow): string {
  if (row.locked) return symbols.locked
  return mark(row.defaults.on)
}

function mark(yes: boolean): string {
  return yes ? symbols.on : ''
}
