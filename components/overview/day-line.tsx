import type { Mode } from '@/components/layout/mode'
import type { Activity } from '@/lib/overview/activity'

/** Where counting ends (lib/counting.ts). */
const most = 10_000

/** The day in one line: "Last 24 hours: 132 events, 41 payments, 2 refunds." Figures of zero are left out. */
export function DayLine({ activity, mode }: { activity: Activity; mode: Mode }) {
  const parts = [
    words(activity.events, 'event', 'events'),
    words(activity.payments, 'payment', 'payments'),
    words(activity.failed_payments, 'failed payment', 'failed payments'),
    words(activity.refunds, 'refund', 'refunds'),
    words(activity.new_subscribers, 'new subscriber', 'new subscribers'),
    words(activity.waiting, 'waiting for a person', 'waiting for a person'),
  ].filter((part) => part !== null)
  return (
    <p className="tabular text-muted">
      {mode === 'test' ? 'Test data, last 24 hours: ' : 'Last 24 hours: '}
      {parts.length > 0 ? parts.join(' · ') : 'nothing yet'}
    </p>
  )
}

function words(count: number, one: string, many: string): string | null {
  if (count === 0) return null
  if (count >= most) return `${most.toLocaleString('en')} or more ${many}`
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
