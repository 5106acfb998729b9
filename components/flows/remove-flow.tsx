'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { useToast } from '@/components/ui/toast'
import { isolated } from '@/lib/text/isolated'
import { useFlow } from './flow-context'
import { runCount } from './flow-words'

type RemoveFlowProps = { listHref: string; open: boolean; onOpenChange: (open: boolean) => void }

/** The end of a flow: asks with the number of runs that end with it. */
export function RemoveFlow({ listHref, open, onOpenChange }: RemoveFlowProps) {
  const { flow, setLeaving } = useFlow()
  const router = useRouter()
  const toast = useToast()
  const name = isolated(flow.name)
  const inside = flow.runs.open

  async function remove() {
    setLeaving(true)
    try {
      await api('DELETE', `/api/v1/flows/${flow.id}`)
    } catch (error) {
      setLeaving(false)
      throw error
    }
    toast({ title: `${name} is removed.`, description: 'Nobody enters it any more.' })
    router.push(listHref as Route)
  }

  return (
    <AlertDialog
      title={`Remove ${name}?`}
      open={open}
      onOpenChange={onOpenChange}
      stops={[
        'Nobody enters it any more.',
        ...(inside > 0
          ? [`${inside === 1 ? '1 run' : `${runCount(inside)} runs`} on the way: nothing more is done.`]
          : []),
        'Its steps cannot be opened again. To stop for a while, pause it.',
      ]}
      stays={[
        'What it sent and changed stays as it is.',
        'What became of past runs stays with their events and subscribers.',
      ]}
      confirmLabel={`Remove ${name}`}
      onConfirm={remove}
    />
  )
}
