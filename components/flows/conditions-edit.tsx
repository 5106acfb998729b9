'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { Conditions } from '@/lib/flows/definition'
import { ConditionRow } from './condition-row'
import { freshCondition } from './condition-words'
import { useEditor } from './editor-context'

type ConditionsEditProps = {
  /** What they decide, for assistive technology: "Conditions of “Over $50”". */
  label: string
  value: Conditions
  happened?: boolean
  onChange: (value: Conditions) => void
}

/** Conditions below each other, all or any of which must be met. */
export function ConditionsEdit({ label, value, happened = false, onChange }: ConditionsEditProps) {
  const { readOnly } = useEditor()
  const { match, conditions } = value
  const set = (next: Conditions['conditions']) => onChange({ match, conditions: next })
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={readOnly}>
      <legend className="sr-only">{label}</legend>
      {conditions.length > 1 ? (
        <Select
          aria-label="How many must be met"
          className="w-60!"
          options={[
            { value: 'all', label: 'All of these must be met' },
            { value: 'any', label: 'One of these is enough' },
          ]}
          value={match}
          onValueChange={(next) => onChange({ match: next as Conditions['match'], conditions })}
        />
      ) : null}
      {conditions.map((condition, at) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          key={at}
          name={`Condition ${at + 1}`}
          condition={condition}
          happened={happened}
          onChange={(next) => set(conditions.map((one, place) => (place === at ? next : one)))}
          onRemove={() => set(conditions.filter((_, place) => place !== at))}
        />
      ))}
      {readOnly || conditions.length >= 20 ? null : (
        <Button size="sm" className="self-start" onClick={() => set([...conditions, freshCondition('')])}>
          <Plus aria-hidden />
          Add a condition
        </Button>
      )}
    </fieldset>
  )
}
