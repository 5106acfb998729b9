'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactElement, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { problemOf, useChange } from './use-change'

type NameDialogProps = {
  title: string
  description?: string
  label: string
  /** The button that does it: "Create site". */
  act: string
  done: string
  value?: string
  method: 'POST' | 'PATCH'
  path: string
  /** Further members of the body beside `name`. */
  body?: Record<string, unknown>
  /** Where to go after making a new thing: its id is put in place of `{id}`. */
  goTo?: string
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** Asks for a name: for making or renaming a team or a site. */
export function NameDialog({ trigger, open, onOpenChange, ...rest }: NameDialogProps) {
  const [own, setOwn] = useState(false)
  const [round, setRound] = useState(0)
  function change(next: boolean) {
    // Opened again it starts afresh.
    if (next) setRound(round + 1)
    setOwn(next)
    onOpenChange?.(next)
  }
  return (
    <Dialog
      title={rest.title}
      description={rest.description}
      open={open ?? own}
      onOpenChange={change}
      {...(trigger ? { trigger } : {})}
    >
      <NameForm key={round} {...rest} close={() => change(false)} />
    </Dialog>
  )
}

type NameFormProps = Omit<NameDialogProps, 'trigger' | 'open' | 'onOpenChange'> & { close: () => void }

function NameForm({ label, act, done, value = '', method, path, body, goTo, close }: NameFormProps) {
  const [name, setName] = useState(value)
  const change = useChange<{ id: string }>(done)
  const router = useRouter()
  const id = useId()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const made = await change.mutateAsync({ method, path, body: { ...body, name } }).catch(() => undefined)
    if (!made) return
    close()
    if (goTo) router.push(goTo.replace('{id}', made.id) as Parameters<typeof router.push>[0])
  }

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={label} error={problemOf(change.error, 'name')} name="name">
        <Input
          value={name}
          autoFocus
          autoComplete="off"
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {act}
        </Button>
      </div>
    </form>
  )
}
