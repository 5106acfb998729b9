'use client'

import { Send } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useLater } from '@/components/ui/later'
import type { TestFormProps } from './test-form'

const load = () => import('./test-form').then(({ TestForm }) => TestForm)

/** Sends an example event now and shows what was said, word for word. Nothing of it is kept or tried again. */
export function TestSend(props: TestFormProps) {
  const [open, setOpen] = useState(false)
  const Form = useLater(open, load)
  return (
    <Dialog
      title={`Send a test event to ${props.name}`}
      description="An example from the catalogue. It is sent once, now, and counts nowhere in Sluice."
      className="sm:w-[min(44rem,calc(100vw-3rem))]!"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Send aria-hidden />
          Send test event
        </Button>
      }
    >
      {Form ? <Form {...props} /> : <p className="text-muted">Loading…</p>}
    </Dialog>
  )
}
