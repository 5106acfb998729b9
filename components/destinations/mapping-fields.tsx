'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type MappingFieldsProps = {
  mapped: readonly { field: string; label: string }[]
  values: Readonly<Record<string, string | null>>
  errors: Readonly<Record<string, string>>
  disabled: boolean
  onChange: (field: string, name: string | null) => void
}

/** The receiver's names for what is known of a person. */
export function MappingFields({ mapped, values, errors, disabled, onChange }: MappingFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {mapped.map(({ field, label }) => (
        <Field
          key={field}
          name={`mapping.${field}`}
          label={label}
          error={errors[`mapping.${field}`]}
          disabled={disabled}
        >
          <Input
            className="font-mono"
            value={values[field] ?? ''}
            placeholder="not sent"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            onChange={({ target }) => onChange(field, target.value === '' ? null : target.value)}
          />
        </Field>
      ))}
    </div>
  )
}
