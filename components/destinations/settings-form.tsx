'use client'

import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useLater } from '@/components/ui/later'
import type { DestinationJson } from '@/lib/destinations/json'
import type { ChoiceRow } from './choice-rows'
import { ConfigFields, type FormField } from './config-fields'
import { EventChoice } from './event-choice'
import { MappingFields } from './mapping-fields'
import { useSettings } from './use-settings'

export type SettingsFormProps = {
  initial: DestinationJson
  label: string
  fields: readonly FormField[]
  rows: readonly ChoiceRow[]
  groups: readonly { id: string; label: string }[]
  /** Fields of a contact with their names in words; empty where the kind takes the event as it is. */
  mapped: readonly { field: string; label: string }[]
  readOnly: boolean
}

const loadBar = () => import('@/components/ui/save-bar').then(({ SaveBar }) => SaveBar)

/** Name, key or address, events and field names of a destination, saved by one bar. */
export function SettingsForm({ initial, label, fields, rows, groups, mapped, readOnly }: SettingsFormProps) {
  const { stored, draft, count, failure, conflict, save, change, discard } = useSettings(initial)
  const [touched, setTouched] = useState(false)
  if (count > 0 && !touched) setTouched(true)
  const Bar = useLater(touched, loadBar)
  const errors = conflict ? {} : (failure?.fields ?? {})
  const types = draft.types === undefined ? stored.types : draft.types
  return (
    <>
      <div className="flex flex-col gap-4">
        <Card title="Name">
          <Field name="name" label="What your team calls it" error={errors.name} disabled={readOnly}>
            <Input
              className="max-w-xl"
              value={draft.name ?? stored.name}
              maxLength={80}
              autoComplete="off"
              onChange={({ target }) => change({ name: target.value })}
            />
          </Field>
        </Card>
        <Card
          title={fields.some(({ as }) => as === 'secret') ? 'Key' : 'Address'}
          description={`${label} is asked before a change is saved.`}
        >
          <ConfigFields
            fields={fields}
            values={{ ...stored.config, ...draft.config }}
            kept={stored.secrets}
            errors={errors}
            disabled={readOnly}
            onChange={(name, value) => change({ config: { ...draft.config, [name]: value } })}
          />
        </Card>
        <Card
          title="Events"
          description="What is switched off in the event settings is never sent, whatever stands here."
        >
          <EventChoice
            rows={rows}
            groups={groups}
            value={types}
            error={errors.types ?? (types?.length === 0 ? 'Choose at least one event.' : undefined)}
            disabled={readOnly}
            onChange={(next) => change({ types: next })}
          />
        </Card>
        {mapped.length > 0 ? (
          <Card
            title="Field names"
            description={`Under which name ${label} gets what is known of a person. Empty: it is not sent.`}
          >
            <MappingFields
              mapped={mapped}
              values={{ ...stored.mapping, ...draft.mapping }}
              errors={errors}
              disabled={readOnly}
              onChange={(field, name) => change({ mapping: { ...draft.mapping, [field]: name } })}
            />
          </Card>
        ) : null}
      </div>
      {conflict && count === 0 ? (
        <Banner title="Somebody changed this destination meanwhile." className="mt-6">
          You see the newest.
        </Banner>
      ) : null}
      {Bar ? (
        <Bar
          count={count}
          onSave={save}
          onDiscard={discard}
          problem={conflict ? 'Somebody changed this destination meanwhile.' : failure?.message}
          {...(conflict
            ? {
                hint: '“Keep mine” saves your changes and leaves the rest as they set it. “Take theirs” drops yours.',
                labels: { save: 'Keep mine', discard: 'Take theirs' },
              }
            : {})}
        />
      ) : null}
    </>
  )
}
