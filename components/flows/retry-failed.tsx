'use client'

import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { isolated } from '@/lib/text/isolated'
import { counted } from '@/lib/text/numbers'
import { useFlow } from './flow-context'
import { runCount } from './flow-words'

/** Tries all failed runs of a flow again, after asking with their number. */
export function RetryFailed() {
  const { flow, mayManage } = useFlow()
  const toast = useToast()
  const { failed } = flow.runs
  if (failed === 0 || !mayManage) return null
  const runs = failed === 1 ? '1 failed run' : `${runCount(failed)} failed runs`

  async function retry() {
    const { queued } = await api<{ queued: number }>('POST', '/api/v1/runs/retry', { flow_id: flow.id })
    toast({
      title: `Trying ${counted(queued, 'run', 'runs')} again.`,
      description: 'The list shows what becomes of each.',
    })
  }

  return (
    <AlertDialog
      tone="primary"
      title={`Try ${runs} of ${isolated(flow.name)} again?`}
      description="Each goes on at the step where it failed. What was done before is not done again."
      confirmLabel={`Try ${runs} again`}
      onConfirm={retry}
      trigger={<Button>Try {runs} again</Button>}
    />
  )
}
