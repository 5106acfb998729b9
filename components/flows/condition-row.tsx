'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Condition, Operator } from '@/lib/flows/definition'
import { operatorWords } from '@/lib/flows/words'
import { ConditionValue } from './condition-value'
import { fieldOf, freshCondition, openStartOf, valuesOf, withOperator } from './condition-words'
import { useEditor } from './editor-context'
import { EventSelect } from './event-select'
import { FieldSelect } from './field-select'

type ConditionRowProps = {
  condition: Condition
  /** "Condition 2". */
  name: string
  happened: boolean
  onChange: (condition: Condition) => void
  onRemove: () => void
}

/** One condition, read from left to right as a sentence. */
export function ConditionRow({ condition, name, happened, onChange, onRemove }: ConditionRowProps) {
  const { draft, readOnly } = useEditor()
  const field = fieldOf(condition.field)
  const start = openStartOf(condition.field)
  const rest = start ? condition.field.slice(start.length) : ''
  return (
    <div className="flex items-start gap-1 rounded-lg border border-line bg-sunken p-2.5">
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-2">
        <FieldSelect
          label={`${name}: field`}
          type={draft.trigger.type}
          value={condition.field}
          happened={happened}
          readOnly={readOnly}
          onChange={(path) => onChange(freshCondition(path))}
        />
        {start === 'happened:' ? (
          <EventSelect
            label={`${name}: event`}
            hideLabel
            className="flex-1 basis-44"
            value={rest}
            onChange={(type) => onChange({ ...condition, field: start + type })}
          />
        ) : start ? (
          <Input
            aria-label={`${name}: name`}
            placeholder={start === 'event.metadata.' ? 'source' : 'city'}
            className="w-36!"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            value={rest}
            onChange={({ target }) => onChange({ ...condition, field: start + target.value.trim() })}
          />
        ) : null}
        {field ? (
          <>
            <Select
              aria-label={`${name}: comparison`}
              className="w-auto! flex-1 basis-32"
              options={field.operators.map((op) => ({ value: op, label: operatorWords(op, field) }))}
              value={condition.op}
              onValueChange={(op) => onChange(withOperator(condition, op as Operator))}
            />
            {valuesOf(condition.op) === 'none' ? null : (
              <ConditionValue condition={condition} field={field} name={name} onChange={onChange} />
            )}
          </>
        ) : null}
      </div>
      {readOnly ? null : (
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Remove ${name.toLowerCase()}`}
          className="mt-0.5"
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </div>
  )
}
