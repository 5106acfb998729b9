import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '@/db/root'
import { type Figure, type Findings, fixed, reaches, type Table, whole } from './findings'
import type { Machine } from './machine'

export interface Report extends Findings {
  date: string
  command: string
  seconds: number
  machine: Machine
}

export const gatesMissed = (figures: readonly Figure[]) =>
  figures.filter((figure) => figure.gate && !reaches(figure, figure.must))

export function print({ tables, figures }: Findings) {
  for (const { title, columns, rows } of tables) console.log(`\n${title}\n${inColumns([columns, ...rows])}`)
  if (figures.length > 0)
    console.log(`\nThe figures to reach\n${inColumns([figureColumns, ...figures.map(figureRow)])}`)
}

export function writeResults(report: Report) {
  const folder = join(projectRoot(), 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(report, null, 2)}\n`)
}

const [begin, end] = ['<!-- bench: begin -->', '<!-- bench: end -->']

/** Only what stands between the markers is the run's; the words around it are a person's. */
export function writePage(report: Report) {
  const file = join(projectRoot(), 'docs', 'performance.md')
  const page = readFileSync(file, 'utf8')
  const [before, rest] = page.split(begin, 2)
  const after = rest?.split(end, 2)[1]
  if (after === undefined) throw new Error(`docs/performance.md has lost its markers ${begin} and ${end}.`)
  writeFileSync(file, `${before}${begin}\n${markdown(report)}\n${end}${after}`)
}

function markdown({ date, command, seconds, machine, tables, figures }: Report): string {
  const { cores, cpu, memoryGb, node, postgres } = machine
  return [
    `Measured on ${date.slice(0, 10)} by \`${command}\` in ${whole(seconds / 60)} minutes: ${cores} cores (${cpu}), ${memoryGb} GB, ` +
      `Node ${node}, PostgreSQL ${postgres}.`,
    '### The figures to reach',
    tableText(figureColumns, figures.map(figureRow)),
    ...tables.flatMap(section),
  ].join('\n\n')
}

const section = ({ title, columns, rows, note }: Table) => [
  `### ${title}`,
  tableText(columns, rows),
  ...(note ? [note] : []),
]

const tableText = (columns: readonly string[], rows: readonly (readonly string[])[]) =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const figureColumns = ['#', 'what', 'must', 'aim', 'measured', '']

function figureRow(figure: Figure): string[] {
  const { id, what, must, aim, measured, unit, better } = figure
  const sign = better === 'more' ? '≥' : '≤'
  const said = (value: number) => `${unit === 'MB' ? whole(value) : fixed(value, unit === 'ms' ? 1 : 2)} ${unit}`
  return [id, what, `${sign} ${said(must)}`, `${sign} ${said(aim)}`, said(measured), verdict(figure)]
}

function verdict(figure: Figure): string {
  if (reaches(figure, figure.aim)) return 'aim reached'
  if (reaches(figure, figure.must)) return 'must reached'
  return figure.gate ? '**missed**' : '**missed** (reported only)'
}

function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((cells) => cells[n]?.length ?? 0)))
  return rows
    .map((cells) =>
      cells
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
