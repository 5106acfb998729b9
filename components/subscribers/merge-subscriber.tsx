'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { inMode } from '@/components/layout/mode'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { isolated } from '@/lib/text/isolated'

/** Merges this person into another one of the site, found by address. */
export function MergeSubscriber({ person }: { person: SubscriberJson }) {
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [email, setEmail] = useState('')
  const [problem, setProblem] = useState<string>()

  async function merge() {
    setProblem(undefined)
    try {
      const other = await withAddress(person, email)
      if (!other) return setProblem('Nobody on this site has that address.')
      await api('POST', `/api/v1/subscribers/${person.id}/merge`, { into: other.id })
      setOpen(false)
      toast({ title: `${isolated(person.email)} is now part of ${isolated(other.email)}.` })
      router.push(inMode(`/sites/${person.site_id}/subscribers/${other.id}`, person.livemode ? 'live' : 'test'))
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Merge…</Button>}
      title={`Merge ${isolated(person.email)} into another subscriber`}
      description="All their customers, payments, subscriptions and events count for the other subscriber from now on, also what is still to come. You can separate them again there."
      footer={
        <>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button variant="primary" onClick={merge} disabled={email.trim() === ''}>
            Merge
          </Button>
        </>
      }
    >
      <Field label="E-mail of the subscriber who stays" error={problem}>
        <Input type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
    </Dialog>
  )
}

async function withAddress({ site_id, livemode }: SubscriberJson, email: string): Promise<SubscriberJson | undefined> {
  const query = new URLSearchParams({ site_id, livemode: String(livemode), email: email.trim() })
  const found = await api<{ data: SubscriberJson[] }>('GET', `/api/v1/subscribers?${query}`)
  return found.data[0]
}
