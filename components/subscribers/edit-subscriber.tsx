'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { isolated } from '@/lib/text/isolated'
import { EditSubscriberForm } from './edit-subscriber-form'

/** Gives somebody tags, fields and a group, or unsubscribes them. */
export function EditSubscriber({ person }: { person: SubscriberJson }) {
  const [open, setOpen] = useState(false)
  const [round, setRound] = useState(0)
  function change(next: boolean) {
    // Opened again it starts afresh.
    if (next) setRound(round + 1)
    setOpen(next)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={<Button size="sm">Edit…</Button>}
      title={`Edit ${isolated(person.name ?? person.email)}`}
      description="Destinations that keep a list of people learn of it with the next event."
    >
      <EditSubscriberForm key={round} person={person} close={() => change(false)} />
    </Dialog>
  )
}
