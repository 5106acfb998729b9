'use client'

import { useLater } from '@/components/ui/later'
import { useFlow } from './flow-context'

const loadActs = () => import('./flow-acts').then(({ FlowActs }) => FlowActs)
const loadRetry = () => import('./retry-failed').then(({ RetryFailed }) => RetryFailed)
const loadPaused = () => import('./paused-banner').then(({ PausedBanner }) => PausedBanner)

/** What can be done with a flow, fetched once the page stands: menus and questions come with it. */
export function LaterActs(props: { base: string; listHref: string }) {
  const Acts = useLater(true, loadActs)
  return Acts ? <Acts {...props} /> : null
}

/** "Try 12 failed runs again", fetched where some have failed. */
export function LaterRetryFailed() {
  const { flow, mayManage } = useFlow()
  const RetryFailed = useLater(mayManage && flow.runs.failed > 0, loadRetry)
  return RetryFailed ? <RetryFailed /> : null
}

/** Why a flow paused itself, fetched where one did. */
export function LaterPaused() {
  const { flow } = useFlow()
  const Paused = useLater(flow.paused_reason !== null, loadPaused)
  return Paused ? <Paused /> : null
}
