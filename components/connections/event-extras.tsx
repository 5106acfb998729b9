'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import type { EventSetting } from '@/lib/connections/effective-setting'
import type { EventRow } from './event-rows'
import { type FilterChoices, FilterEditor } from './filter-editor'
import { SameFilter, type Spread } from './same-filter'

type EventExtrasProps = {
  row: EventRow
  setting: EventSetting
  choices: FilterChoices
  onChange: (next: Partial<EventSetting>) => void
  spread: Spread
  readOnly: boolean
}

const onDeleteOptions = [
  { value: 'unsubscribe', label: 'Unsubscribe', hint: 'Keeps the subscriber; nothing is sent any more.' },
  { value: 'delete', label: 'Delete', hint: 'The subscriber disappears from the site.' },
  { value: 'nothing', label: 'Nothing', hint: 'The subscriber stays as it is.' },
]

const onDeleteHint = (chosen: string) => onDeleteOptions.find(({ value }) => value === chosen)?.hint ?? ''

/** What one event may do besides being recorded. */
export function EventExtras({ row, setting, choices, onChange, spread, readOnly }: EventExtrasProps) {
  if (!row.person) {
    return (
      <p className="text-muted">
        This event is about your catalogue or account and leads to no person, so there is nothing more to choose.
      </p>
    )
  }
  const still = readOnly || !setting.on
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <p className="text-muted">{row.notes.join(' ')}</p>
      {setting.on ? null : <p className="text-muted">These apply once you switch the event on.</p>}
      <Toggle
        label="Trigger flows"
        hint="Flows may start from this event."
        checked={setting.trigger_flows}
        disabled={still}
        onChange={(trigger_flows) => onChange({ trigger_flows })}
      />
      <Toggle
        label="Update subscriber"
        hint="Writes plan, status and dates on the subscriber. The event and its money are recorded either way."
        checked={setting.update_subscriber}
        disabled={still}
        onChange={(update_subscriber) => onChange({ update_subscriber })}
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-muted text-sm">Sync additional data</legend>
        <Toggle
          label="Full name"
          hint={setting.update_subscriber ? 'Copies the name from Stripe.' : 'Needs “Update subscriber”.'}
          checked={setting.full_name}
          disabled={still || !setting.update_subscriber}
          onChange={(full_name) => onChange({ full_name })}
        />
        <Field label="User group" hint="Sets this group on the subscriber. Empty: leaves it alone.">
          <Input
            className="max-w-xs"
            value={setting.user_group ?? ''}
            maxLength={100}
            disabled={still}
            onChange={(event) => onChange({ user_group: event.target.value === '' ? null : event.target.value })}
          />
        </Field>
      </fieldset>
      {setting.on_delete === null ? null : (
        <Field
          label="When the customer is deleted in Stripe"
          hint={`${onDeleteHint(setting.on_delete)} Only if no other live customer is the same person.`}
        >
          <Select
            className="max-w-xs"
            options={onDeleteOptions}
            value={setting.on_delete}
            disabled={still}
            onValueChange={(value) => onChange({ on_delete: value as EventSetting['on_delete'] })}
          />
        </Field>
      )}
      <FilterEditor
        label={row.label}
        filter={setting.filter}
        conditions={row.conditions}
        choices={choices}
        disabled={still}
        onChange={(filter) => onChange({ filter })}
      />
      <SameFilter spread={spread} disabled={still} />
    </div>
  )
}

type ToggleProps = { label: string; hint: string; checked: boolean; disabled: boolean; onChange: (on: boolean) => void }

function Toggle({ label, hint, checked, disabled, onChange }: ToggleProps) {
  return (
    <Field inline label={label} hint={hint} disabled={disabled}>
      <Switch words={null} checked={checked} disabled={disabled} onCheckedChange={(on) => onChange(on)} />
    </Field>
  )
}
