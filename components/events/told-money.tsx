import { Card } from '@/components/ui/card'
import { Copyable } from '@/components/ui/copyable'
import type { Told } from '@/lib/events/told'

/** What the event said about money, as it was noted. Lifetime value follows from all such facts of a charge together. */
export function ToldMoney({ told }: { told: Told }) {
  if (told.money.length === 0) return null
  return (
    <Card
      title="Money"
      footer="Noted once, however often Stripe sends it. Lifetime value is computed from all that is known of a charge."
    >
      <ul className="flex flex-col gap-2">
        {told.money.map(({ objectId, words }) => (
          <li key={`${objectId} ${words}`} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="tabular">{words}</span>
            <Copyable value={objectId} label={`Copy ${objectId}`} className="text-muted" />
          </li>
        ))}
      </ul>
    </Card>
  )
}
