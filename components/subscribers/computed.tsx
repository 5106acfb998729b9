import { ChevronRight } from 'lucide-react'
import { ruleInWords } from '@/lib/revenue/words'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { leadMoney } from '@/lib/subscribers/lead-money'
import type { SubscriberMoney } from '@/lib/subscribers/read-money'
import { LedgerLines } from './ledger-lines'
import { Subscriptions } from './subscriptions'

type ComputedProps = { person: SubscriberJson; money: SubscriberMoney; eventHref: (id: string) => string }

/** How the figures come about: each charge with what was collected and given back, and the events that say so. */
export function Computed({ person, money, eventHref }: ComputedProps) {
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
            For each charge: what was collected, minus refunds and disputes, never below zero. Stripe tells totals,
            which are set and never added up, so a repeated event changes nothing. {rulesInWords(money)}
          </p>
          {money.lines.length === 0 ? (
            <p>No charge yet.</p>
          ) : (
            <LedgerLines
              lines={money.lines}
              reporting={money.reporting}
              code={money.code}
              total={leadMoney(person, person.lifetime_value, person.lifetime_value_not_converted)}
              eventHref={eventHref}
            />
          )}
          {money.more ? <p className="mt-2 text-muted">Older lines count too; the newest 100 are shown.</p> : null}
        </div>
        <div>
          <h3 className="font-medium">Monthly recurring revenue</h3>
          <p className="mb-3 max-w-2xl text-muted">{ruleInWords(money.policy)}</p>
          {money.subscriptions.length === 0 ? (
            <p>No subscription yet.</p>
          ) : (
            <Subscriptions subscriptions={money.subscriptions} code={money.code} eventHref={eventHref} />
          )}
        </div>
      </div>
    </details>
  )
}

/** The site's own rules for lifetime value, where they are not the plain ones. */
function rulesInWords({ policy: { ltv: rules }, reporting }: SubscriberMoney): string {
  const tax = rules.tax === 'excluded' ? 'Tax is left out where an invoice says how much it was.' : 'Tax is part of it.'
  const off = rules.off_stripe
    ? ' Invoices paid outside Stripe count too.'
    : ' Invoices paid outside Stripe do not count.'
  return `${tax}${off}${reporting ? ` It is reported in ${reporting}.` : ''}`
}
