'use client'

import { useLater } from '@/components/ui/later'
import type { DestinationJson } from '@/lib/destinations/json'
import { useDestination } from './use-destination'

const loadRetry = () => import('./retry-all').then(({ RetryAll }) => RetryAll)
const loadEnable = () => import('./enable-buttons').then(({ EnableButtons }) => EnableButtons)

/** "Retry all failed", fetched when something has failed. */
export function LaterRetryAll({ first }: { first: DestinationJson }) {
  const RetryAll = useLater(useDestination(first).health.undelivered > 0, loadRetry)
  return RetryAll ? <RetryAll first={first} /> : null
}

/** The ways back of a disabled destination, fetched where there is one. */
export function LaterEnable({ first }: { first: DestinationJson }) {
  const EnableButtons = useLater(true, loadEnable)
  return EnableButtons ? <EnableButtons first={first} /> : null
}
