'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { StepOf } from '@/lib/flows/definition'
import { TemplateField } from './template-field'

type Change = StepOf<'update'>['change']
type UpdateFormProps = { step: StepOf<'update'>; onChange: (step: StepOf<'update'>) => void }

/** What is changed of the person. */
export function UpdateForm({ step, onChange }: UpdateFormProps) {
  const { change } = step
  const to = (next: Change) => onChange({ ...step, change: next })
  return (
    <div className="flex flex-col gap-4">
      <Field label="What changes" className="max-w-md">
        <Select options={whats} value={change.what} onValueChange={(what) => to(fresh(what as Change['what']))} />
      </Field>
      {change.what === 'field' ? (
        <>
          <Field label="Field" hint="A name of your own, such as last_order." className="max-w-md">
            <Input
              value={change.name}
              maxLength={60}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={({ target }) => to({ ...change, name: target.value })}
            />
          </Field>
          <TemplateField label="Value" value={change.value} most={500} onChange={(value) => to({ ...change, value })} />
        </>
      ) : null}
      {change.what === 'add_tag' || change.what === 'remove_tag' ? (
        <TemplateField label="Tag" value={change.tag} most={100} onChange={(tag) => to({ ...change, tag })} />
      ) : null}
      {change.what === 'user_group' ? (
        <TemplateField
          label="User group"
          value={change.group}
          most={100}
          onChange={(group) => to({ ...change, group })}
        />
      ) : null}
      {change.what === 'unsubscribe' ? (
        <p className="text-muted">The person gets no more mail of flows. Events are still received.</p>
      ) : null}
    </div>
  )
}

const whats = [
  { value: 'add_tag', label: 'Add a tag' },
  { value: 'remove_tag', label: 'Remove a tag' },
  { value: 'field', label: 'Set a field' },
  { value: 'user_group', label: 'Set the user group' },
  { value: 'unsubscribe', label: 'Unsubscribe' },
]

function fresh(what: Change['what']): Change {
  switch (what) {
    case 'field':
      return { what, name: '', value: '' }
    case 'add_tag':
    case 'remove_tag':
      return { what, tag: '' }
    case 'user_group':
      return { what, group: '' }
    case 'unsubscribe':
      return { what }
  }
}
