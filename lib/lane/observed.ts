import { applied, applySeconds, lagSeconds } from '@/lib/metrics/own'
import { traced } from '@/lib/metrics/tracing'
import type { Applied } from '@/lib/pipeline'

/** Applies a batch, and counts it and what became of its events once it is committed. */
export async function observed(apply: () => Promise<Applied>): Promise<Applied> {
  const started = performance.now()
  const done = await traced('lane.batch', apply)
  if (done.entries === 0) return done
  applySeconds.observe((performance.now() - started) / 1000)
  for (const { status, reason } of done.events) applied.inc({ status, reason: reason ?? '' })
  const now = Date.now()
  for (const { kind, why, receivedAt } of done.taken)
    if (kind === 'webhook' && why === 'new') lagSeconds.observe(Math.max(0, (now - receivedAt.getTime()) / 1000))
  return done
}
