import { Link } from '@/components/ui/link'
import { Money, NoValue } from '@/components/ui/money'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { conversionWords, taxWords } from '@/lib/ledger/words'
import { toDecimal } from '@/lib/money'
import type { leadMoney } from '@/lib/subscribers/lead-money'
import { moneyChanges } from '@/lib/subscribers/money-changes'
import type { LedgerLine } from '@/lib/subscribers/read-lines'

type LedgerLinesProps = {
  lines: readonly LedgerLine[]
  /** The currency the site reports in; null while nobody paid. */
  reporting: string | null
  /** Several currencies are on the page. */
  code: boolean
  /** The lifetime value itself, for the last line; and what stands beside it. */
  total: ReturnType<typeof leadMoney>
  eventHref: (id: string) => string
}

/** What makes a lifetime value, line by line: the money, where it is from, and how it came into the reporting currency. */
export function LedgerLines({ lines, reporting, code, total, eventHref }: LedgerLinesProps) {
  const converts = lines.some(({ how }) => how.by !== 'same')
  return (
    <Table
      label="Lines that make the lifetime value"
      wide
      head={
        <Tr>
          <Th>Paid with</Th>
          <Th numeric>Collected</Th>
          <Th numeric>Refunded</Th>
          <Th numeric>Disputed</Th>
          <Th numeric>Counts as</Th>
          {converts ? <Th numeric>In {reporting}</Th> : null}
        </Tr>
      }
    >
      {lines.map((line) => (
        <Tr key={`${line.connectionId} ${line.id}`}>
          <Td className="align-top">
            <code className="break-all font-mono text-sm">{line.id}</code>
            {line.kind === 'invoice' ? <span className="block text-sm">Invoice paid outside Stripe</span> : null}
            <Behind line={line} reporting={reporting} code={code} eventHref={eventHref} />
          </Td>
          <Part label="Collected" minor={line.captured} line={line} code={code} />
          <Part label="Refunded" minor={-line.refunded} line={line} code={code} />
          <Part label="Disputed" minor={line.reinstated - line.withdrawn} line={line} code={code} />
          <Td label="Counts as" numeric className="align-top font-medium">
            <Money value={amountOf(line.counted, line.currency)} code={code} />
          </Td>
          {converts ? (
            <Td label={`In ${reporting}`} numeric className="align-top font-medium">
              {line.worth === null || reporting === null ? (
                <span className="text-muted">Left out</span>
              ) : (
                <Money value={amountOf(line.worth, reporting)} code={code} />
              )}
            </Td>
          ) : null}
        </Tr>
      ))}
      <Tr className="font-semibold">
        <Td colSpan={converts ? 5 : 4}>Lifetime value</Td>
        <Td label="Total" numeric>
          <Money value={total.lead} code={code} />
          {total.rest.map((other) => (
            <span key={other.currency} className="block whitespace-nowrap font-normal text-muted">
              + <Money value={other} code />
            </span>
          ))}
        </Td>
      </Tr>
    </Table>
  )
}

/** What happened to a line's money, each change once, then what the site's rules made of it. */
function Behind({
  line,
  reporting,
  code,
  eventHref,
}: { line: LedgerLine } & Omit<LedgerLinesProps, 'lines' | 'total'>) {
  const changes = moneyChanges(line.facts, line.currency, code)
  const notes = [taxWords(line, code), reporting && conversionWords(line, reporting)].filter((words) => words !== null)
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-muted text-sm">
      {changes.map((change) => (
        <li key={`${change.at.toISOString()} ${change.words}`}>
          <Time value={change.at.toISOString()} /> ·{' '}
          {change.eventId ? (
            <Link href={eventHref(change.eventId)} className="text-link">
              {change.words}
            </Link>
          ) : (
            change.words
          )}
          {change.confirmedBy > 0
            ? ` · confirmed by ${change.confirmedBy} more ${change.confirmedBy === 1 ? 'event' : 'events'}`
            : null}
        </li>
      ))}
      {notes.map((words) => (
        <li key={words} className="text-ink">
          {words}
        </li>
      ))}
    </ul>
  )
}

type PartProps = { label: string; minor: bigint; line: LedgerLine; code: boolean }

function Part({ label, minor, line, code }: PartProps) {
  return (
    <Td label={label} numeric className="align-top">
      {minor === 0n ? <NoValue /> : <Money value={amountOf(minor, line.currency)} code={code} />}
    </Td>
  )
}

const amountOf = (minor: bigint, currency: string) => ({ amount: toDecimal(minor, currency), currency })
