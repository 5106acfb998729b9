'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SecretOnce } from '@/components/ui/secret-once'
import { Select } from '@/components/ui/select'
import { hintOf, type RoleOption } from './role-options'
import { problemOf, useChange } from './use-change'

/** Makes a key and shows it this one time; it is kept in memory only until "I stored it". */
export function ApiKeyMaker({ teamId, options }: { teamId: string; options: readonly RoleOption[] }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState('viewer')
  const make = useChange<{ name: string; key: string }>()

  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate(
      { method: 'POST', path: '/api_keys', body: { team_id: teamId, name, role } },
      { onSuccess: () => setName('') },
    )
  }

  if (make.data) {
    return <SecretOnce title={`Your new API key “${make.data.name}”`} secret={make.data.key} onStored={make.reset} />
  }
  return (
    <form noValidate onSubmit={submit} className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_16rem_auto]">
      <Field label="Name" error={problemOf(make.error, 'name')} name="name">
        <Input
          value={name}
          autoComplete="off"
          maxLength={80}
          placeholder="Reporting script"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="May do what" hint={hintOf(options, role)}>
        <Select options={options} value={role} onValueChange={setRole} />
      </Field>
      <Button type="submit" variant="primary" busy={make.isPending} className="sm:mt-7">
        Create API key
      </Button>
    </form>
  )
}
