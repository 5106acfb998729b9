'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { moneyWords } from '@/components/ui/money-words'
import { Select } from '@/components/ui/select'
import { relativeWords } from '@/components/ui/time-words'
import type { LogRow } from '@/lib/events/json'
import type { Step } from '@/lib/flows/definition'
import type { TriedStepJson } from '@/lib/flows/try-json'
import { isolated } from '@/lib/text/isolated'
import { stepOf } from './edit-steps'
import { useEditor } from './editor-context'
import { branchLists, pathWords, stepNumbers } from './step-numbers'
import { type Tried, useTried } from './tried-context'
import { TriedStep } from './tried-step'

/** What the draft would do with a past event, step by step. Nothing is sent. */
export function TryPanel({ onShow }: { onShow: (stepId: string) => void }) {
  const { draft } = useEditor()
  const tried = useTried()
  if (!tried) return null
  const { data, error, isFetching } = tried
  const numbers = stepNumbers(draft.steps)
  return (
    <Card title="Try with a past event" description="Shows what would be done. Nothing is sent, nothing is changed.">
      {draft.trigger.type === '' ? (
        <p className="text-muted">Choose the event that starts the flow first.</p>
      ) : (
        <div className="flex flex-col gap-4" aria-busy={isFetching}>
          <EventChoice tried={tried} />
          {error ? (
            <Banner tone="bad" title="It could not be tried.">
              {error.message}
            </Banner>
          ) : null}
          {data && !data.enters ? (
            <Banner tone="neutral" title={`Would not enter: ${data.title ?? 'it is left out'}.`}>
              {data.says ? <p>{isolated(data.says)}</p> : null}
            </Banner>
          ) : null}
          {data?.enters ? (
            <ol aria-label="What would be done" className="flex flex-col gap-3">
              {data.steps.map((step, at) => (
                <TriedStep
                  // biome-ignore lint/suspicious/noArrayIndexKey: a walk has an order, and ids alone are not enough to tell steps apart while one types
                  key={`${step.step_id} ${at}`}
                  step={step}
                  number={numbers.get(step.step_id) ?? ''}
                  path={step.outcome === 'path' ? pathTaken(draft.steps, step) : null}
                  onShow={() => onShow(step.step_id)}
                />
              ))}
            </ol>
          ) : null}
          {data ? <p className="text-muted">{data.ends}</p> : null}
        </div>
      )}
    </Card>
  )
}

/** What the path that a branch takes is called. */
function pathTaken(steps: readonly Step[], { step_id, path }: TriedStepJson): string | null {
  const branch = stepOf(steps, step_id)
  if (branch?.kind !== 'branch') return null
  const taken = branchLists(branch).find((one) => (one.path?.id ?? null) === (path ?? null))
  return taken ? pathWords(taken.path, taken.letter) : null
}

/** The last events of the trigger's type, or the catalogue's example where there is none. */
function EventChoice({ tried }: { tried: Tried }) {
  const { siteId, livemode, draft } = useEditor()
  const { eventId, setEventId, data: walk } = tried
  const query = new URLSearchParams({
    ...{ site_id: siteId, type: draft.trigger.type, livemode: String(livemode), limit: '10' },
  })
  const { data } = useQuery({
    queryKey: ['past events', query.toString()],
    queryFn: ({ signal }) => api<{ data: LogRow[] }>('GET', `/api/v1/events/log?${query}`, undefined, signal),
    staleTime: 10_000,
  })
  const events = data?.data ?? []
  return (
    <Field
      label="Event"
      hint={walk?.event.is_sample ? 'None of this kind has come yet, so an example stands in.' : undefined}
    >
      <Select
        options={
          events.length === 0
            ? [{ value: '', label: 'An example' }]
            : events.map((event) => ({ value: event.id, label: eventWords(event) }))
        }
        value={eventId ?? walk?.event.id ?? ''}
        onValueChange={(id) => setEventId(id || null)}
      />
    </Field>
  )
}

/** "Ada Lovelace, $49.00, 4 min ago". */
function eventWords({ person, value, received_at }: LogRow): string {
  const who = person.name ?? person.email
  return [
    who ? isolated(who) : 'Nobody known',
    ...(value ? [moneyWords(value)] : []),
    relativeWords(Date.parse(received_at), Date.now()),
  ].join(', ')
}
