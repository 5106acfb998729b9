'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { ValueList } from '@/components/ui/value-list'
import { type Condition, canonicalFilter, type EventFilter } from '@/lib/connections/filter'
import { billingReasons, filterWords, type Names } from '@/lib/connections/filter-words'
import { isolated } from '@/lib/text/isolated'
import { MetadataPairs } from './metadata-pairs'

/** What a filter can be made of on this connection. */
export interface FilterChoices {
  products: readonly { id: string; name: string }[]
  names: Names
  /** A live connection may receive test events too; a test connection never gets live ones. */
  bothModes: boolean
}

type FilterEditorProps = {
  label: string
  filter: EventFilter | null
  conditions: readonly Condition[]
  choices: FilterChoices
  disabled: boolean
  onChange: (filter: EventFilter | null) => void
}

/** Which events of a type count: folded away until somebody needs it. */
export function FilterEditor({ label, filter, conditions, choices, disabled, onChange }: FilterEditorProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div>
      <Button
        variant="ghost"
        size="sm"
        aria-expanded={open}
        aria-controls={id}
        className="-ml-2"
        onClick={() => setOpen(!open)}
      >
        <ChevronDown aria-hidden className={cn('transition-transform', open && 'rotate-180')} />
        Only some…
      </Button>
      {filter && !open ? (
        <ul className="mt-1 text-muted text-sm">
          {filterWords(filter, choices.names).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : null}
      <fieldset id={id} hidden={!open} className="mt-2 border-line border-l-2 pl-4">
        <legend className="sr-only">Only some of “{label}”</legend>
        {open ? (
          <div className="flex flex-col gap-5">
            <p className="text-muted text-sm">
              An event counts only if it meets everything chosen here; of several values in one list, one is enough. The
              others are kept and marked “left out by a filter”.
            </p>
            <Conditions
              filter={filter ?? {}}
              conditions={conditions}
              choices={choices}
              disabled={disabled}
              onChange={(next) => onChange(canonicalFilter(next))}
            />
            {filter ? (
              <Button
                variant="ghost"
                size="sm"
                className="-ml-2 w-fit"
                disabled={disabled}
                onClick={() => onChange(null)}
              >
                Remove the filter: all of them count
              </Button>
            ) : null}
          </div>
        ) : null}
      </fieldset>
    </div>
  )
}

type ConditionsProps = Omit<FilterEditorProps, 'label' | 'filter' | 'onChange'> & {
  filter: EventFilter
  onChange: (filter: EventFilter) => void
}

function Conditions({ filter, conditions, choices, disabled, onChange }: ConditionsProps) {
  const offers = (condition: Condition) => conditions.includes(condition)
  return (
    <>
      {offers('products') ? (
        <ValueList
          label="Products"
          one="product"
          values={filter.products ?? []}
          nameOf={(id) => isolated(choices.names[id] ?? id)}
          suggestions={choices.products}
          placeholder="prod_…"
          hint={choices.products.length > 0 ? 'A product’s name or its Stripe id.' : 'The Stripe id of a product.'}
          disabled={disabled}
          onChange={(products) => onChange({ ...filter, products })}
        />
      ) : null}
      {offers('prices') ? (
        <ValueList
          label="Prices"
          one="price"
          values={filter.prices ?? []}
          nameOf={isolated}
          placeholder="price_…"
          hint="The Stripe id of a price."
          disabled={disabled}
          onChange={(prices) => onChange({ ...filter, prices })}
        />
      ) : null}
      {offers('billing_reasons') ? (
        <BillingReasons
          chosen={filter.billing_reasons ?? []}
          disabled={disabled}
          onChange={(billing_reasons) => onChange({ ...filter, billing_reasons })}
        />
      ) : null}
      {offers('metadata') ? (
        <MetadataPairs
          pairs={filter.metadata ?? []}
          disabled={disabled}
          onChange={(metadata) => onChange({ ...filter, metadata })}
        />
      ) : null}
      {offers('livemode') && (choices.bothModes || filter.livemode !== undefined) ? (
        <Field label="Mode" hint="Test payments of a live account arrive here too, unless its test mode is connected.">
          <Select
            className="max-w-xs"
            options={modes}
            disabled={disabled}
            value={filter.livemode === undefined ? 'both' : String(filter.livemode)}
            onValueChange={(mode) => {
              const { livemode: _, ...rest } = filter
              onChange(mode === 'both' ? rest : { ...rest, livemode: mode === 'true' })
            }}
          />
        </Field>
      ) : null}
    </>
  )
}

const modes = [
  { value: 'both', label: 'Live and test' },
  { value: 'true', label: 'Only live' },
  { value: 'false', label: 'Only test' },
]

type BillingReasonsProps = { chosen: readonly string[]; disabled: boolean; onChange: (reasons: string[]) => void }

/** Why Stripe made the invoice: one of a short list, so boxes to tick. */
function BillingReasons({ chosen, disabled, onChange }: BillingReasonsProps) {
  const known = Object.keys(billingReasons)
  const all = [...known, ...chosen.filter((reason) => !known.includes(reason))]
  return (
    <fieldset className="flex flex-col gap-2" disabled={disabled}>
      <legend className="mb-1.5 font-medium">The invoice is for</legend>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {all.map((reason) => (
          <Field key={reason} inline label={billingReasons[reason] ?? isolated(reason)} disabled={disabled}>
            <Checkbox
              checked={chosen.includes(reason)}
              disabled={disabled}
              onCheckedChange={(tick) =>
                onChange(tick ? [...chosen, reason] : chosen.filter((other) => other !== reason))
              }
            />
          </Field>
        ))}
      </div>
    </fieldset>
  )
}
