import { Link } from '@/components/ui/link'
import { Money, NoValue } from '@/components/ui/money'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { conversionWords, taxWords } from '@/lib/ledger/words'
import { toDecimal } from '@/lib/money'
import type { LedgerLine } from '@/lib/subscribers/read-lines'

type LedgerLinesProps = {
  lines: readonly LedgerLine[]
  /** The currency the site reports in; null while nobody paid. */
  reporting: string | null
  eventHref: (id: string) => string
}

/** What makes a lifetime value, line by line: the money, where it is from, and how it came into the reporting currency. */
export function LedgerLines({ lines, reporting, eventHref }: LedgerLinesProps) {
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
          <Th numeric>Counts</Th>
          {converts ? <Th numeric>In {reporting}</Th> : null}
        </Tr>
      }
    >
      {lines.map((line) => (
        <Tr key={`${line.connectionId} ${line.id}`}>
          <Td className="align-top">
            <code className="break-all font-mono text-sm">{line.id}</code>
            {line.kind === 'invoice' ? <span className="block text-sm">Invoice paid outside Stripe</span> : null}
            <Behind line={line} reporting={reporting} eventHref={eventHref} />
          </Td>
          <Part label="Collected" minor={line.captured} line={line} />
          <Part label="Refunded" minor={-line.refunded} line={line} />
          <Part label="Disputed" minor={line.reinstated - line.withdrawn} line={line} />
          <Td label="Counts" numeric className="align-top font-medium">
            <Money value={amountOf(line.counted, line.currency)} code />
          </Td>
          {converts ? (
            <Td label={`In ${reporting}`} numeric className="align-top font-medium">
              {line.worth === null || reporting === null ? (
                <span className="text-muted">Left out</span>
              ) : (
                <Money value={amountOf(line.worth, reporting)} code />
              )}
            </Td>
          ) : null}
        </Tr>
      ))}
    </Table>
  )
}

/** The dated facts behind a line, then what the site's rules made of it. */
function Behind({ line, reporting, eventHref }: { line: LedgerLine } & Omit<LedgerLinesProps, 'lines'>) {
  const notes = [taxWords(line), reporting && conversionWords(line, reporting)].filter((words) => words !== null)
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-muted text-sm">
      {line.facts.map((fact) => (
        <li key={`${fact.stripeEventId} ${fact.words}`}>
          <Time value={fact.at.toISOString()} /> ·{' '}
          {fact.eventId ? (
            <Link href={eventHref(fact.eventId)} className="text-link">
              {fact.words}
            </Link>
          ) : (
            fact.words
          )}
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

function Part({ label, minor, line }: { label: string; minor: bigint; line: LedgerLine }) {
  return (
    <Td label={label} numeric className="align-top">
      {minor === 0n ? <NoValue /> : <Money value={amountOf(minor, line.currency)} code />}
    </Td>
  )
}

const amountOf = (minor: bigint, currency: string) => ({ amount: toDecimal(minor, currency), currency })
