'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { NameDialog } from '@/components/account/name-dialog'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { cn } from '@/components/ui/cn'
import { Popover, popoverItemStyle } from '@/components/ui/popover'
import { useToast } from '@/components/ui/toast'
import type { FlowDetailJson } from '@/lib/flows/json'
import { isolated } from '@/lib/text/isolated'
import { useFlow } from './flow-context'
import { RemoveFlow } from './remove-flow'

/** Publish, pause, resume, rename and remove. */
export function FlowActs({ base, listHref }: { base: string; listHref: string }) {
  const { flow, unsaved } = useFlow()
  const [asks, setAsks] = useState<'name' | 'remove' | null>(null)
  const close = (open: boolean) => {
    if (!open) setAsks(null)
  }
  const change = useStateChange()
  return (
    <>
      {flow.state === 'live' ? <Button onClick={() => change('pause')}>Pause</Button> : null}
      {flow.state === 'paused' ? (
        <Button variant={flow.has_changes || unsaved > 0 ? 'secondary' : 'primary'} onClick={() => change('resume')}>
          Resume
        </Button>
      ) : null}
      {flow.has_changes || unsaved > 0 ? <Publish base={base} /> : null}
      <Popover
        label="More"
        buttonLabel="More about this flow"
        align="end"
        className="min-w-40 p-1"
        buttonClassName={cn(buttonStyle({ size: 'icon', variant: 'ghost' }), 'size-9')}
        button={<Ellipsis aria-hidden />}
      >
        {(closeMenu) => (
          <>
            <button
              type="button"
              className={popoverItemStyle}
              onClick={() => {
                closeMenu()
                setAsks('name')
              }}
            >
              Rename
            </button>
            <button
              type="button"
              className={cn(popoverItemStyle, 'text-bad')}
              onClick={() => {
                closeMenu()
                setAsks('remove')
              }}
            >
              Remove
            </button>
          </>
        )}
      </Popover>
      <NameDialog
        title="Rename this flow"
        label="Name"
        act="Rename"
        done="Renamed."
        value={flow.name}
        method="PATCH"
        path={`/flows/${flow.id}`}
        body={{ version: flow.version }}
        open={asks === 'name'}
        onOpenChange={close}
      />
      <RemoveFlow listHref={listHref} open={asks === 'remove'} onOpenChange={close} />
    </>
  )
}

/** Puts what is edited live: saves it first, and shows what stands in the way. */
function Publish({ base }: { base: string }) {
  const { flow, setFlow, unsaved, editing, refused, setRefused } = useFlow()
  const router = useRouter()
  const toast = useToast()

  async function publish() {
    const saved = unsaved > 0 ? await editing.current?.save() : flow
    if (!saved) return
    try {
      setFlow(await api<FlowDetailJson>('POST', `/api/v1/flows/${flow.id}/publish`, { version: saved.version }))
      toast({ title: 'Live.', description: 'Runs for events from now on.' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (error.status === 422) {
        setRefused(refused + 1)
        router.push(base as Route)
        return
      }
      toast({ tone: 'bad', title: 'Not published.', description: error.message })
    }
  }

  const what = flow.live_no === 0 ? 'publish' : 'publish changes'
  return (
    <Button variant="primary" onClick={publish}>
      {unsaved > 0 ? `Save and ${what}` : what.charAt(0).toUpperCase() + what.slice(1)}
    </Button>
  )
}

/** Pauses and resumes at once; either can be undone. */
function useStateChange() {
  const { flow, setFlow } = useFlow()
  const toast = useToast()
  return async function change(to: 'pause' | 'resume') {
    try {
      setFlow(await api<FlowDetailJson>('POST', `/api/v1/flows/${flow.id}/${to}`))
      toast({
        title: `${isolated(flow.name)} is ${to === 'pause' ? 'paused' : 'live'}.`,
        description: to === 'pause' ? 'Nobody enters, and who is inside stands still.' : 'Runs for events from now on.',
        action: { label: 'Undo', onClick: () => void change(to === 'pause' ? 'resume' : 'pause') },
      })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Nothing was changed.', description: error.message })
    }
  }
}
