'use client'

import { inMode } from '@/components/layout/mode'
import { Field } from '@/components/ui/field'
import { Link } from '@/components/ui/link'
import { Select } from '@/components/ui/select'
import type { StepOf } from '@/lib/flows/definition'
import { isolated } from '@/lib/text/isolated'
import { useEditor } from './editor-context'

type DestinationFormProps = { step: StepOf<'destination'>; onChange: (step: StepOf<'destination'>) => void }

/** Which destination hears of the event. */
export function DestinationForm({ step, onChange }: DestinationFormProps) {
  const { destinations, siteId, livemode } = useEditor()
  const list = inMode(`/sites/${siteId}/destinations`, livemode ? 'live' : 'test')
  if (destinations.length === 0) {
    return (
      <p className="text-muted">
        This site has no destination yet.{' '}
        <Link href={list} className="text-link">
          Add one first
        </Link>
        , then choose it here.
      </p>
    )
  }
  const isThere = destinations.some(({ id }) => id === step.destination_id)
  return (
    <Field
      label="Destination"
      hint="It gets the event that began the run, with its person as they are at that moment. Which events it hears by itself does not matter here."
      className="max-w-md"
      error={!isThere && step.destination_id !== '' ? 'The destination that was chosen here was removed.' : undefined}
    >
      <Select
        options={[
          ...(isThere ? [] : [{ value: step.destination_id, label: 'Choose a destination' }]),
          ...destinations.map(({ id, name }) => ({ value: id, label: isolated(name) })),
        ]}
        value={step.destination_id}
        onValueChange={(destination_id) => onChange({ ...step, destination_id })}
      />
    </Field>
  )
}
