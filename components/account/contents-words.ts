import { eventsWords, flowsWords, subscribersWords } from '@/components/connections/words'
import type { Contents } from '@/lib/sites/contents'

/** "2 events and 1 subscriber", and flows where there are any; past ten thousand the counts say "10,000+". */
export function contentsWords({ events, subscribers, flows }: Contents): string {
  const parts = [eventsWords(events), subscribersWords(subscribers), ...(flows > 0 ? [flowsWords(flows)] : [])]
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts)
}

/** Whether there is anything to lose. */
export const holdsNothing = ({ events, subscribers, flows }: Contents) => events + subscribers + flows === 0
