import { eventsWords, subscribersWords } from '@/components/connections/words'
import type { Contents } from '@/lib/sites/contents'

/** "2 events and 1 subscriber"; past ten thousand the counts say "10,000+". */
export function contentsWords({ events, subscribers }: Contents): string {
  return `${eventsWords(events)} and ${subscribersWords(subscribers)}`
}
