'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useLater } from '@/components/ui/later'
import { Switch } from '@/components/ui/switch'
import type { FieldMeta } from '@/lib/destinations/fields'
import { inSentence } from '@/lib/text/in-sentence'

export type FormField = Pick<FieldMeta, 'label' | 'hint' | 'as'> & { name: string }

type ConfigFieldsProps = {
  fields: readonly FormField[]
  values: Readonly<Record<string, unknown>>
  /** Sealed fields that are stored: kept unless they are replaced. */
  kept?: readonly string[]
  /** As the API names them: `config.api_key`; `config` alone is what the receiver said. */
  errors: Readonly<Record<string, string>>
  disabled?: boolean
  /** Undefined takes back what was typed over a kept one. */
  onChange: (name: string, value: unknown) => void
}

/** The form of a kind's config, drawn from its description (lib/destinations/fields.ts). */
export function ConfigFields({ fields, values, kept = [], errors, disabled = false, onChange }: ConfigFieldsProps) {
  // What the receiver said belongs to the key, or to the address where there is no key.
  const blamed = fields.find(({ as }) => as === 'secret') ?? fields.find(({ as }) => as === 'url')
  return (
    <div className="flex flex-col gap-4">
      {fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={values[field.name]}
          isKept={kept.includes(field.name) && values[field.name] === undefined}
          wasKept={kept.includes(field.name)}
          error={errorOf(errors, field.name) ?? (field === blamed ? errors.config : undefined)}
          disabled={disabled}
          onChange={(value) => onChange(field.name, value)}
        />
      ))}
    </div>
  )
}

const loadHeaders = () => import('./header-rows').then(({ HeaderRows }) => HeaderRows)

type OneFieldProps = {
  field: FormField
  value: unknown
  isKept: boolean
  wasKept: boolean
  error: string | undefined
  disabled: boolean
  onChange: (value: unknown) => void
}

function OneField({ field, value, isKept, wasKept, error, disabled, onChange }: OneFieldProps) {
  const { as, label, hint, name } = field
  const HeaderRows = useLater(as === 'headers' && !isKept, loadHeaders)
  if (as === 'signing') return null
  if (as === 'switch') {
    return (
      <Field inline label={label} hint={hint} error={error} name={name} disabled={disabled}>
        <Switch checked={value === true} disabled={disabled} onCheckedChange={onChange} words={null} />
      </Field>
    )
  }
  if (isKept) return <Kept field={field} disabled={disabled} onReplace={() => onChange(as === 'headers' ? {} : '')} />
  const back = wasKept ? (
    <Button variant="ghost" onClick={() => onChange(undefined)}>
      Keep the old
    </Button>
  ) : null
  if (as === 'headers') {
    return HeaderRows ? (
      <HeaderRows label={label} hint={hint} value={asHeaders(value)} error={error} onChange={onChange} actions={back} />
    ) : (
      <p className="font-medium">{label}</p>
    )
  }
  return (
    <Field label={label} hint={hint} error={error} name={name} disabled={disabled}>
      <TextInput
        as={as}
        value={typeof value === 'string' ? value : ''}
        disabled={disabled}
        onChange={onChange}
        back={back}
      />
    </Field>
  )
}

type TextInputProps = {
  as: FormField['as']
  value: string
  disabled: boolean
  onChange: (value: string) => void
  back: React.ReactNode
}

/** A secret is typed unseen and can be looked at; nothing of it is stored by the browser. */
function TextInput({ as, value, disabled, onChange, back }: TextInputProps) {
  const [shown, setShown] = useState(false)
  return (
    <div className="flex max-w-xl gap-2">
      <Input
        type={as === 'secret' && !shown ? 'password' : 'text'}
        inputMode={as === 'url' ? 'url' : undefined}
        autoComplete={as === 'secret' ? 'new-password' : 'off'}
        autoCapitalize="none"
        spellCheck={false}
        placeholder={as === 'url' ? 'https://…' : undefined}
        disabled={disabled}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {as === 'secret' && value !== '' ? (
        <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      ) : null}
      {back}
    </div>
  )
}

function Kept({ field, disabled, onReplace }: { field: FormField; disabled: boolean; onReplace: () => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium">{field.label}</p>
      <p className="flex flex-wrap items-center gap-3 text-muted">
        <span>{field.as === 'headers' ? 'What is set is sealed' : 'Stored and sealed'}. Nobody can read it here.</span>
        {disabled ? null : (
          <Button size="sm" aria-label={`Replace ${inSentence(field.label)}`} onClick={onReplace}>
            Replace
          </Button>
        )}
      </p>
    </div>
  )
}

/** The field's own, or that of a part of it: `config.headers.Host`. */
function errorOf(errors: Readonly<Record<string, string>>, name: string): string | undefined {
  const path = `config.${name}`
  return errors[path] ?? Object.entries(errors).find(([key]) => key.startsWith(`${path}.`))?.[1]
}

const asHeaders = (value: unknown) => (value ?? {}) as Record<string, string>
