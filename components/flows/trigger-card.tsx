'use client'

import { CircleAlert, CircleStop, ListFilter, Repeat, Zap } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { capSentence, conditionsSentence } from '@/lib/flows/words'
import { CapFields } from './cap-fields'
import { ConditionsEdit } from './conditions-edit'
import { useEditor } from './editor-context'
import { EndsWhen } from './ends-when'
import { FedBy, type FeedingConnection } from './fed-by'
import { Foldout } from './foldout'
import { TriggerPick } from './trigger-pick'
import { endsWords } from './trigger-words'
import { useLookUps } from './use-words'

type TriggerCardProps = {
  teamId: string
  connections: readonly FeedingConnection[]
  mayConnect: boolean
  askWho: string
}

/** What starts the flow, for whom, how often, what ends it early, and who feeds it. */
export function TriggerCard({ teamId, connections, mayConnect, askWho }: TriggerCardProps) {
  const { draft, events, readOnly, change, blockers } = useEditor()
  const { type, filters } = draft.trigger
  const [picking, setPicking] = useState(type === '')
  const heading = useRef<HTMLDivElement>(null)
  const picked = useRef(false)
  const lookUps = useLookUps()
  const event = events.find((one) => one.type === type)
  const wrong = blockers.filter(({ step_id }) => step_id === null)

  // What had the focus is gone once an event is picked.
  useEffect(() => {
    if (!picking && picked.current) heading.current?.focus()
    picked.current = picking
  }, [picking])

  function pick(next: string) {
    change((now) => ({ ...now, trigger: { ...now.trigger, type: next } }))
    setPicking(false)
  }

  return (
    <Card flush title="Trigger" id="trigger">
      <div className="px-5 pb-4">
        {picking && !readOnly ? (
          <TriggerPick type={type} onPick={pick} onCancel={type === '' ? null : () => setPicking(false)} />
        ) : (
          <div ref={heading} tabIndex={-1} className="flex flex-wrap items-start gap-3">
            <span className="flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-sunken text-accent-text">
              <Zap aria-hidden className="size-4.5" />
            </span>
            <div className="min-w-0 flex-1 basis-48">
              <p className="text-muted text-sm">Event received from Stripe</p>
              <p>
                <span className="font-medium">{event?.label ?? (type || 'No event chosen yet')}</span>{' '}
                {event ? <code className="wrap-anywhere font-mono text-faint text-xs">{event.name}</code> : null}
              </p>
              {event ? <p className="text-muted text-sm">{event.why}</p> : null}
            </div>
            {readOnly ? null : (
              <Button size="sm" onClick={() => setPicking(true)}>
                {type === '' ? 'Choose an event' : 'Change event'}
              </Button>
            )}
          </div>
        )}
        {wrong.map(({ field, message }) => (
          <p key={field + message} className="mt-2 flex items-start gap-1.5 text-sm text-warn">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {message}
          </p>
        ))}
      </div>
      <Foldout
        icon={<ListFilter aria-hidden />}
        sentence={
          filters.conditions.length === 0 ? (
            <>
              Everybody enters <span className="text-muted">– no conditions</span>
            </>
          ) : (
            <>Only when {conditionsSentence(filters, lookUps)}</>
          )
        }
      >
        <ConditionsEdit
          label="Conditions of the trigger"
          value={filters}
          onChange={(next) => change((now) => ({ ...now, trigger: { ...now.trigger, filters: next } }))}
        />
      </Foldout>
      <Foldout icon={<Repeat aria-hidden />} sentence={capSentence(draft.cap)}>
        <CapFields />
      </Foldout>
      <Foldout
        icon={<CircleStop aria-hidden />}
        sentence={endsWords(draft.ends_when, (one) => events.find((known) => known.type === one)?.label ?? one)}
      >
        <EndsWhen />
      </Foldout>
      <FedBy teamId={teamId} connections={connections} mayConnect={mayConnect} askWho={askWho} />
    </Card>
  )
}
