import { Link } from '@/components/ui/link'
import { Money, NoValue } from '@/components/ui/money'
import { MonoType } from '@/components/ui/mono-type'
import { Status, type StatusName } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { LogRow } from '@/lib/events/json'
import { isolated } from '@/lib/text/isolated'

type EventTableProps = {
  label: string
  rows: readonly LogRow[]
  hrefOf: (id: string) => string
  /** On the person's own page the column would say the same in every row. */
  person?: boolean
  /** Currency codes, where something else on the page makes them necessary. */
  code?: boolean
}

/** Events, one line each: what, how it went, who, how much, when. */
export function EventTable({ label, rows, hrefOf, person = true, code = false }: EventTableProps) {
  const codes = new Set(rows.flatMap((row) => row.value?.currency ?? []))
  return (
    <Table
      wide
      label={label}
      head={
        <Tr>
          <Th>Event</Th>
          <Th>Status</Th>
          {person ? <Th>Person</Th> : null}
          <Th numeric>Amount</Th>
          <Th numeric>Received</Th>
        </Tr>
      }
    >
      {rows.map((row) => (
        <Tr key={row.id}>
          <Td>
            <Link href={hrefOf(row.id)} className="row-link" prefetch={false}>
              {row.label}
            </Link>
            <MonoType type={row.type} className="block text-faint text-xs" />
          </Td>
          <Td label="Status">
            <Status status={row.status as StatusName} className="flex text-sm" />
          </Td>
          {person ? (
            <Td label="Person" className="w-[30%] max-w-0">
              <PersonCell person={row.person} hasPerson={row.has_person} />
            </Td>
          ) : null}
          <Td label="Amount" numeric>
            <Money
              value={row.value}
              refund={row.money_back}
              code={code || codes.size > 1}
              className={row.money_moved ? '' : 'text-faint'}
            />
          </Td>
          <Td label="Received" numeric className="text-muted">
            <Time value={row.received_at} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function PersonCell({ person, hasPerson }: { person: LogRow['person']; hasPerson: boolean }) {
  if (!person.email && !person.name) {
    return hasPerson ? <span className="text-faint">Nobody yet</span> : <NoValue />
  }
  return (
    <span className="block min-w-0">
      {person.name ? <span className="block truncate">{isolated(person.name)}</span> : null}
      <span className={person.name ? 'block truncate text-muted text-sm' : 'block truncate'}>
        {person.email && isolated(person.email)}
      </span>
    </span>
  )
}
