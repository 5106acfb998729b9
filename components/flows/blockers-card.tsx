'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Card } from '@/components/ui/card'
import { useEditor } from './editor-context'
import { useFlow } from './flow-context'
import { stepNumbers } from './step-numbers'

/** What stands in the way of going live, each a way to where it is put right. Takes the focus when publishing was refused. */
export function BlockersCard({ onShow }: { onShow: (stepId: string) => void }) {
  const { flow, refused } = useFlow()
  const { draft, blockers, unsaved } = useEditor()
  const card = useRef<HTMLDivElement>(null)
  const numbers = stepNumbers(draft.steps)
  useEffect(() => {
    if (refused === 0) return
    card.current?.focus()
    card.current?.scrollIntoView({ block: 'center' })
  }, [refused])

  if (blockers.length === 0) {
    return flow.state === 'draft' && unsaved === 0 ? (
      <p className="flex items-start gap-2 px-1 text-muted">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
        Nothing stands in the way of publishing it.
      </p>
    ) : null
  }
  return (
    <div ref={card} tabIndex={-1}>
      <Card
        title={flow.live_no === 0 ? 'Before it can go live' : 'Before the changes can go live'}
        {...(unsaved > 0 ? { description: 'As of what is saved.' } : {})}
      >
        <ul className="flex flex-col gap-2">
          {blockers.map(({ step_id, field, message }) => (
            <li key={`${step_id} ${field} ${message}`} className="flex items-start gap-2">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
              {step_id !== null && numbers.has(step_id) ? (
                <button type="button" className="touchable text-start text-link" onClick={() => onShow(step_id)}>
                  Step {numbers.get(step_id)}: {message}
                </button>
              ) : (
                <a href="#trigger" className="touchable text-link">
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
