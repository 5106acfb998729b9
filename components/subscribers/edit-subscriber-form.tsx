'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { ValueList } from '@/components/ui/value-list'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { mostFields, mostTags } from '@/lib/subscribers/limits'
import { changeOf, draftOf } from './edit-change'

/** The page draws itself anew when the lane has written what was said. */
export function EditSubscriberForm({ person, close }: { person: SubscriberJson; close: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(person))
  const [failure, setFailure] = useState<ApiFailure>()
  const [busy, setBusy] = useState(false)
  const toast = useToast()
  const router = useRouter()
  const id = useId()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const change = changeOf(person, draft)
    if (!change) return close()
    setBusy(true)
    try {
      await api('PATCH', `/api/v1/subscribers/${person.id}`, change)
      toast({ title: 'Saved. It shows in a moment.' })
      router.refresh()
      close()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
      setBusy(false)
    }
  }

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-5">
      {failure ? <Banner tone="bad" title={Object.values(failure.fields)[0] ?? failure.message} /> : null}
      <ValueList
        label="Tags"
        one="tag"
        most={mostTags}
        values={draft.tags}
        onChange={(tags) => setDraft({ ...draft, tags })}
      />
      <ValueList
        label="Fields"
        one="field"
        hint="A name and a value, like favourite_roast: dark."
        most={mostFields}
        values={draft.fields}
        onChange={(fields) => setDraft({ ...draft, fields })}
      />
      <Field label="User group">
        <Input
          value={draft.group}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setDraft({ ...draft, group: event.target.value })}
        />
      </Field>
      <Field inline label="Unsubscribed" hint="No flow of this site mails them.">
        <Checkbox
          checked={draft.unsubscribed}
          onCheckedChange={(unsubscribed) => setDraft({ ...draft, unsubscribed })}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  )
}
