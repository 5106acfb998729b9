import { ChevronRight } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { toDecimal } from '@/lib/money'
import type { LedgerLine, SubscriberMoney } from '@/lib/subscribers/read-money'
import { isolated } from '@/lib/text/isolated'
import { SubscriptionBadge } from './subscription-badge'

type ComputedProps = { money: SubscriberMoney; eventHref: (id: string) => string }

/** How the figures come about: each charge with what was collected and given back, and the events that say so. */
export function Computed({ money, eventHref }: ComputedProps) {
  return (
    <details className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-11 list-none items-center gap-2 px-5 py-3 font-semibold text-lg [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-faint transition-transform group-open:rotate-90" />
        How is this computed?
      </summary>
      <div className="flex flex-col gap-6 border-line border-t px-5 py-4">
        <div>
          <h3 className="font-medium">Lifetime value</h3>
          <p className="mb-3 max-w-2xl text-muted">
            For each charge: what was collected, minus refunds and disputes, never below zero. Each figure is set by its
            newest event, so a repeated or late one changes nothing.
          </p>
          {money.lines.length === 0 ? <p>No charge yet.</p> : <Charges lines={money.lines} eventHref={eventHref} />}
          {money.more ? <p className="mt-2 text-muted">Older charges count too; the newest 100 are shown.</p> : null}
        </div>
        <div>
          <h3 className="font-medium">Monthly recurring revenue</h3>
          <p className="mb-3 max-w-2xl text-muted">
            Active and past-due subscriptions, a year divided by twelve; trials, paused and metered items count as zero.
          </p>
          {money.subscriptions.length === 0 ? <p>No subscription yet.</p> : <Subscriptions money={money} />}
        </div>
      </div>
    </details>
  )
}

function Charges({ lines, eventHref }: { lines: readonly LedgerLine[]; eventHref: (id: string) => string }) {
  return (
    <Table
      label="Charges that make the lifetime value"
      head={
        <Tr>
          <Th>Charge</Th>
          <Th numeric>Collected</Th>
          <Th numeric>Refunded</Th>
          <Th numeric>Disputed</Th>
          <Th numeric>Counts</Th>
        </Tr>
      }
    >
      {lines.map((line) => (
        <Tr key={`${line.connectionId} ${line.chargeId}`}>
          <Td className="align-top">
            <code className="break-all font-mono text-sm">{line.chargeId}</code>
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
            </ul>
          </Td>
          <Amount label="Collected" minor={line.captured} line={line} />
          <Amount label="Refunded" minor={-line.refunded} line={line} />
          <Amount label="Disputed" minor={line.reinstated - line.withdrawn} line={line} />
          <Amount label="Counts" minor={line.net} line={line} />
        </Tr>
      ))}
    </Table>
  )
}

function Amount({ label, minor, line }: { label: string; minor: bigint; line: LedgerLine }) {
  const value =
    minor === 0n && label !== 'Counts' ? null : { amount: toDecimal(minor, line.currency), currency: line.currency }
  return (
    <Td label={label} numeric className={label === 'Counts' ? 'align-top font-medium' : 'align-top'}>
      <Money value={value} code />
    </Td>
  )
}

function Subscriptions({ money }: { money: SubscriberMoney }) {
  return (
    <Table
      label="Subscriptions"
      head={
        <Tr>
          <Th>Subscription</Th>
          <Th>Plan</Th>
          <Th>Status</Th>
          <Th numeric>A month</Th>
        </Tr>
      }
    >
      {money.subscriptions.map((row) => (
        <Tr key={row.id}>
          <Td>
            <code className="break-all font-mono text-sm">{row.id}</code>
          </Td>
          <Td label="Plan">
            {[isolated(row.plan ?? 'Without a name'), row.planInterval && `each ${row.planInterval}`]
              .filter(Boolean)
              .join(', ')}
          </Td>
          <Td label="Status">
            <SubscriptionBadge status={row.status} />
          </Td>
          <Td label="A month" numeric>
            <Money
              value={row.currency ? { amount: toDecimal(row.mrr, row.currency), currency: row.currency } : null}
              code
            />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
