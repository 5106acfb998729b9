'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { Duration, StepOf } from '@/lib/flows/definition'
import { EventSelect } from './event-select'
import { NumberInput } from './number-input'

type WaitFormProps = { step: StepOf<'wait'>; onChange: (step: StepOf<'wait'>) => void }

/** How long a run waits, and what ends the wait before. */
export function WaitForm({ step, onChange }: WaitFormProps) {
  const waitsFor = (part: Partial<Duration>) => onChange({ ...step, for: { ...step.for, ...part } })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={step.until === null ? 'Wait for' : 'Wait at most'}>
          <NumberInput value={step.for.amount} least={1} most={1000} onChange={(amount) => waitsFor({ amount })} />
        </Field>
        <Select
          aria-label="Unit"
          className="w-36!"
          options={units}
          value={step.for.unit}
          onValueChange={(unit) => waitsFor({ unit: unit as Duration['unit'] })}
        />
      </div>
      <Field
        inline
        label="Go on sooner, when an event comes"
        hint="An event about the same person. When it does not come, the run goes on after the time above."
      >
        <Checkbox
          checked={step.until !== null}
          onCheckedChange={(on) => onChange({ ...step, until: on ? '' : null })}
        />
      </Field>
      {step.until === null ? null : (
        <EventSelect
          label="Which event"
          value={step.until}
          onChange={(until) => onChange({ ...step, until })}
          className="max-w-md"
        />
      )}
    </div>
  )
}

const units = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
  { value: 'weeks', label: 'weeks' },
]
