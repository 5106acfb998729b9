'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { problemOf, useChange } from './use-change'

type NameFormProps = {
  label: string
  hint?: string
  value: string
  path: string
  /** An empty field means "no name" instead of an error. */
  clearable?: boolean
}

/** One name, saved by its button. */
export function NameForm({ label, hint, value, path, clearable }: NameFormProps) {
  const [name, setName] = useState(value)
  const save = useChange('Saved.')

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ method: 'PATCH', path, body: { name: clearable && name.trim() === '' ? null : name } })
  }

  return (
    <form noValidate onSubmit={submit} className="flex max-w-lg flex-wrap items-start gap-3">
      <Field label={label} hint={hint} error={problemOf(save.error, 'name')} name="name" className="min-w-56 flex-1">
        <Input value={name} autoComplete="off" maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" busy={save.isPending} disabled={name.trim() === value} className="mt-7">
        Save name
      </Button>
    </form>
  )
}
