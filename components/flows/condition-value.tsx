'use client'

import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { ValueList } from '@/components/ui/value-list'
import type { Condition } from '@/lib/flows/definition'
import type { Field } from '@/lib/flows/fields'
import { isolated } from '@/lib/text/isolated'
import { valuesOf } from './condition-words'
import { useEditor } from './editor-context'
import { offered, ProductValue } from './product-value'

type ConditionValueProps = {
  condition: Condition
  field: Field
  name: string
  onChange: (condition: Condition) => void
}

/** What a field is compared with, typed or picked as fits its kind. */
export function ConditionValue({ condition, field, name, onChange }: ConditionValueProps) {
  const { products } = useEditor()
  const known = field.products
    ? products
    : Object.entries(field.options ?? {}).map(([value, label]) => ({ id: value, name: label }))
  const text = typeof condition.value === 'object' ? '' : String(condition.value ?? '')
  const to = (value: Condition['value']) => onChange({ ...condition, value })

  if (valuesOf(condition.op) === 'several') {
    return (
      <div className="w-full">
        <ValueList
          label={`${name}: values`}
          hideLabel
          one={field.products ? 'product' : 'value'}
          values={Array.isArray(condition.value) ? condition.value : []}
          nameOf={(value) => isolated(known.find(({ id }) => id === value)?.name ?? value)}
          suggestions={field.products ? offered(products).map(({ id, name }) => ({ id, name: isolated(name) })) : known}
          onChange={to}
        />
      </div>
    )
  }
  if (field.products) return <ProductValue label={`${name}: value`} value={text} onChange={to} />
  if (field.kind === 'boolean') {
    return (
      <Select
        aria-label={`${name}: value`}
        className="w-24!"
        options={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={text}
        onValueChange={(value) => to(value === 'true')}
      />
    )
  }
  if (known.length > 0 && (condition.op === 'is' || condition.op === 'is_not')) {
    const options = known.map((option) => ({ value: option.id, label: option.name }))
    const isKnown = options.some(({ value }) => value === text)
    return (
      <Select
        aria-label={`${name}: value`}
        className="w-auto! flex-1 basis-36"
        // Stripe may know values that we do not.
        options={isKnown ? options : [{ value: text, label: text || 'Choose one' }, ...options]}
        value={text}
        onValueChange={to}
      />
    )
  }
  return (
    <div className="flex min-w-0 flex-1 basis-36 gap-2">
      <Input
        aria-label={`${name}: value`}
        className="min-w-20 flex-1"
        type={field.kind === 'time' ? 'date' : 'text'}
        inputMode={field.kind === 'money' || field.kind === 'number' ? 'decimal' : undefined}
        autoComplete="off"
        maxLength={500}
        value={text}
        onChange={({ target }) => to(target.value)}
      />
      {field.kind === 'money' ? (
        <Input
          aria-label={`${name}: currency`}
          className="w-20! uppercase"
          autoComplete="off"
          spellCheck={false}
          maxLength={3}
          placeholder="USD"
          value={condition.currency ?? ''}
          onChange={({ target }) => onChange({ ...condition, currency: target.value.toUpperCase() })}
        />
      ) : null}
    </div>
  )
}
