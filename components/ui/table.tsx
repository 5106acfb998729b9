import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

// As cards (globals.css) the parts are display:block, which makes browsers forget that they are a table. Written out,
// the roles survive, so a screen reader still hears rows and columns on a phone.
const role = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

type TableProps = {
  /** What the rows are, for assistive technology: "Events of Main". */
  label: string
  /** The `<Tr>` of `<Th>`. */
  head: ReactNode
  /** The `<Tr>`s of `<Td>`. */
  children: ReactNode
  /** Five columns or more: cards already under 52rem of its own width, not only under 36rem. */
  wide?: boolean
  className?: string
}

/** Rows under headers; where they have no room each row becomes a card whose lines are named by `Td label`. */
export function Table({ label, head, children, wide = false, className }: TableProps) {
  return (
    <div
      className={cn(
        'usual:rounded-lg usual:border border-line bg-surface',
        wide ? 'ledger-room-wide' : 'ledger-room',
        className,
      )}
    >
      <table {...role.table} aria-label={label} className="ledger w-full border-collapse text-start">
        <thead {...role.group}>{head}</thead>
        <tbody {...role.group}>{children}</tbody>
      </table>
    </div>
  )
}

/** A row. `href`-less on purpose: put a link in its first cell with `className="row-link"` and the whole row follows it. */
export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...role.row}
      {...rest}
      className={cn(
        'relative usual:border-t border-line first:border-t-0 [tbody_&]:has-[.row-link]:hover:bg-hover',
        className,
      )}
    />
  )
}

type ThProps = ComponentProps<'th'> & { numeric?: boolean; sort?: 'ascending' | 'descending' | 'none' }

/** A column's name; `numeric` aligns right like its figures, `sort` tells the order. */
export function Th({ numeric, sort, className, ...rest }: ThProps) {
  return (
    <th
      {...role.head}
      scope="col"
      aria-sort={sort}
      {...rest}
      className={cn(
        'h-9 whitespace-nowrap border-line border-b px-4 usual:text-start font-medium text-faint text-sm',
        numeric && 'text-end',
        className,
      )}
    />
  )
}

type TdProps = ComponentProps<'td'> & {
  /** The column's name, shown beside the value on a phone. Leave out for the cell that heads the card. */
  label?: string
  numeric?: boolean
}

/** A cell. */
export function Td({ label, numeric, className, ...rest }: TdProps) {
  return (
    <td
      {...role.cell}
      data-label={label}
      {...rest}
      className={cn('px-4 py-2.5 usual:align-middle', numeric && 'tabular text-end', className)}
    />
  )
}
