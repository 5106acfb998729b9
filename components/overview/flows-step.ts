import type { SluiceStep } from '@/components/layout/sluice-line'
import type { FlowJson } from '@/lib/flows/json'
import { isolated } from '@/lib/text/isolated'

export type FlowGlance = Pick<FlowJson, 'name' | 'state' | 'paused_reason' | 'runs'>

/** One gate for all of them: open while at least one is live. Drafts let nobody in, so they are no gate yet. */
export function flowsStep(flows: readonly FlowGlance[], href: string): SluiceStep {
  const common = { id: 'flows', label: flows.length === 1 ? 'Flow' : 'Flows', href }
  const published = flows.filter(({ state }) => state !== 'draft')
  const [only] = published
  if (!only) return { ...common, sublabel: draftWords(flows.length), gate: 'none', state: 'absent' }
  const live = published.filter(({ state }) => state === 'live').length
  const inside = published.reduce((sum, { runs }) => sum + runs.open, 0)
  const failed = published.reduce((sum, { runs }) => sum + runs.failed, 0)
  const stopped = published.some(({ paused_reason }) => paused_reason !== null)
  return {
    ...common,
    sublabel: published.length === 1 ? isolated(only.name) : `${live} of ${published.length} live`,
    count: inside,
    unit: inside === 1 ? 'run on its way' : 'runs on their way',
    detail: failed > 0 ? `${failed.toLocaleString('en')} failed in 30 days` : '',
    gate: live > 0 ? 'open' : 'shut',
    state: live > 0 ? (inside > 0 ? 'live' : 'quiet') : stopped ? 'broken' : 'paused',
  }
}

const draftWords = (drafts: number) => (drafts === 0 ? 'None yet' : drafts === 1 ? '1 draft' : `${drafts} drafts`)
