import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'

/** Stripe's subscription status in words; nothing for people who never subscribed. */
export function SubscriptionBadge({ status }: { status: string | null }) {
  if (status === null) return null
  const { word, tone } = words[status] ?? { word: status.replaceAll('_', ' '), tone: 'neutral' as const }
  return <Badge tone={tone}>{word}</Badge>
}

const words: Record<string, { word: string; tone: Tone }> = {
  active: { word: 'Active', tone: 'good' },
  trialing: { word: 'Trial', tone: 'info' },
  past_due: { word: 'Past due', tone: 'warn' },
  unpaid: { word: 'Unpaid', tone: 'bad' },
  paused: { word: 'Paused', tone: 'neutral' },
  incomplete: { word: 'First payment open', tone: 'warn' },
  incomplete_expired: { word: 'Never started', tone: 'neutral' },
  canceled: { word: 'Ended', tone: 'neutral' },
}
