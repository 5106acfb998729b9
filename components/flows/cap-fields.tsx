'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { mostCapHours } from '@/lib/flows/definition'
import { useEditor } from './editor-context'
import { NumberInput } from './number-input'

/** How often one person enters for the same invoice or payment. */
export function CapFields() {
  const { draft, readOnly, change } = useEditor()
  const { cap } = draft
  return (
    <fieldset disabled={readOnly} className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">How often a person enters</legend>
      <Field
        inline
        label="Limit how often a person enters"
        hint="For the same invoice or payment. Stripe tries a failed payment again and again; one mail is often enough."
      >
        <Checkbox
          checked={cap !== null}
          onCheckedChange={(on) => change((now) => ({ ...now, cap: on ? { times: 1, hours: 24 } : null }))}
        />
      </Field>
      {cap ? (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="At most, times">
            <NumberInput
              value={cap.times}
              least={1}
              most={100}
              onChange={(times) => change((now) => ({ ...now, cap: { ...cap, times } }))}
            />
          </Field>
          <Field label="Within, hours">
            <NumberInput
              value={cap.hours}
              least={1}
              most={mostCapHours}
              onChange={(hours) => change((now) => ({ ...now, cap: { ...cap, hours } }))}
            />
          </Field>
        </div>
      ) : null}
    </fieldset>
  )
}
