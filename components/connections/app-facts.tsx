import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

const reads = [
  'Customers: e-mail address, name and id.',
  'Charges, refunds and disputes: amount, currency, status and what was bought.',
  'Subscriptions and invoices: plan, price, status and dates.',
  'The account’s own name, currency and country.',
]

const never = [
  'We never move money, change prices or edit anything in your Stripe account.',
  'We never see card numbers, and we keep no token or key of your account.',
  'We never import or mail anyone on connecting: only what happens from now on counts.',
]

/** What the app reads, what it never does, and which right it asks for and why. */
export function AppFacts() {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Card title="What we read">
        <Facts items={reads} icon={<Check aria-hidden className="text-good" />} />
      </Card>
      <Card
        title="What we never do"
        footer="Stripe asks you for “read and write”. It offers new Connect platforms nothing less; Sluice uses the reading half."
      >
        <Facts items={never} icon={<X aria-hidden className="text-bad" />} />
      </Card>
    </div>
  )
}

function Facts({ items, icon }: { items: readonly string[]; icon: ReactNode }) {
  return (
    <ul className="flex flex-col gap-2">
      {items.map((item) => (
        <li key={item} className="flex gap-2 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
          {icon}
          <span>{item}</span>
        </li>
      ))}
    </ul>
  )
}
