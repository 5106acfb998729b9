'use client'

import { Chip } from '@/components/ui/value-list'
import { useEditor } from './editor-context'
import { EventSelect } from './event-select'

/** The events that end a run early. */
export function EndsWhen() {
  const { draft, events, readOnly, change } = useEditor()
  const set = (ends_when: string[]) => change((now) => ({ ...now, ends_when }))
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">
        When such an event comes about the same invoice, payment or subscription, the rest is not done: “paid
        meanwhile”.
      </p>
      {draft.ends_when.length > 0 ? (
        <ul aria-label="Events that end it" className="flex flex-wrap gap-1.5">
          {draft.ends_when.map((type) => {
            const words = events.find((event) => event.type === type)?.label ?? type
            return (
              <li key={type}>
                {readOnly ? (
                  <span className="rounded-md border border-line-strong bg-sunken px-2 py-1">{words}</span>
                ) : (
                  <Chip words={words} onRemove={() => set(draft.ends_when.filter((one) => one !== type))} />
                )}
              </li>
            )
          })}
        </ul>
      ) : null}
      {readOnly || draft.ends_when.length >= 10 ? null : (
        <EventSelect
          label="Add an event"
          value=""
          className="max-w-md"
          onChange={(type) => set([...draft.ends_when.filter((one) => one !== type), type])}
        />
      )}
    </div>
  )
}
