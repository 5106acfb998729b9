'use client'

import { CreditCard, Zap } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EventPicker } from './event-picker'

type TriggerPickProps = {
  type: string
  onPick: (type: string) => void
  /** Null while there is nothing to go back to. */
  onCancel: (() => void) | null
}

/** In two steps: an event is received, from Stripe; and then which. */
export function TriggerPick({ type, onPick, onCancel }: TriggerPickProps) {
  const [received, setReceived] = useState(type !== '')
  const second = useRef<HTMLHeadingElement>(null)
  const cameHere = useRef(received)
  useEffect(() => {
    if (received && !cameHere.current) second.current?.focus()
  }, [received])

  return (
    <div className="flex flex-col gap-4">
      <div>
        <h3 className="mb-2 font-medium">1. What starts the flow?</h3>
        <button
          type="button"
          aria-pressed={received}
          onClick={() => setReceived(true)}
          className="flex w-full max-w-md cursor-pointer items-start gap-3 rounded-lg border border-line-strong bg-surface p-3 text-start hover:bg-hover aria-pressed:border-accent-text aria-pressed:bg-accent-soft"
        >
          <Zap aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
          <span>
            <span className="block font-medium">Event received</span>
            <span className="block text-muted text-sm">
              Something happens to a person: a payment, a refund, a subscription, a quote.
            </span>
          </span>
        </button>
      </div>
      {received ? (
        <div>
          <h3 ref={second} tabIndex={-1} className="mb-2 flex items-center gap-2 font-medium">
            2. Which event from
            <span className="inline-flex items-center gap-1.5">
              <CreditCard aria-hidden className="size-4 text-muted" />
              Stripe?
            </span>
          </h3>
          <EventPicker chosen={type} onPick={onPick} />
        </div>
      ) : null}
      {onCancel ? (
        <Button variant="ghost" className="self-start" onClick={onCancel}>
          Keep the event
        </Button>
      ) : null}
    </div>
  )
}
