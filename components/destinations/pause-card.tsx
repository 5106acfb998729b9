'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ApiFailure, api } from '@/components/api'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { useDestination } from './use-destination'

/** Pauses and resumes at once, outside the form. */
export function PauseCard({ first, mayManage }: { first: DestinationJson; mayManage: boolean }) {
  const { id, name, state } = useDestination(first)
  const client = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const isDisabled = state === 'disabled'

  async function set(next: 'on' | 'paused') {
    try {
      const now = await api<DestinationJson>('PATCH', `/api/v1/destinations/${id}`, { state: next })
      client.setQueryData(['live', `/api/v1/destinations/${id}`], now)
      toast({
        title: `${isolated(name)} is ${next === 'on' ? 'on' : 'paused'}.`,
        description: next === 'on' ? 'What waited is sent now.' : 'Events wait until you resume.',
        action: { label: 'Undo', onClick: () => void set(next === 'on' ? 'paused' : 'on') },
      })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Nothing was changed.', description: error.message })
    }
  }

  return (
    <Card title="Pause">
      <Field
        inline
        label="Send events here"
        disabled={!mayManage || isDisabled}
        hint={
          isDisabled
            ? 'It disabled itself. Enable it at the top of this page.'
            : 'While paused, events wait in order and are sent when you resume. Applies at once.'
        }
      >
        <Switch
          checked={state === 'on'}
          disabled={!mayManage || isDisabled}
          words={{ on: 'On', off: isDisabled ? 'Disabled' : 'Paused' }}
          onCheckedChange={(on) => set(on ? 'on' : 'paused')}
        />
      </Field>
    </Card>
  )
}
