'use client'

import { ChevronDown, CircleAlert } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { Step } from '@/lib/flows/definition'
import { AddStep } from './add-step'
import { BranchPaths } from './branch-paths'
import type { Spot } from './edit-steps'
import { useEditor } from './editor-context'
import { StepActs } from './step-acts'
import { StepForm } from './step-form'
import { StepIcon } from './step-icon'
import { lineId, type Steps } from './use-steps'
import { useStepSentence } from './use-words'

type StepLineProps = {
  step: Step
  spot: Spot
  last: boolean
  numbers: ReadonlyMap<string, string>
  steps: Steps
}

/** One step: a sentence that opens in place, what can be done with it, a branch's paths below it. */
export function StepLine({ step, spot, last, numbers, steps }: StepLineProps) {
  const { readOnly, blockers } = useEditor()
  const sentence = useStepSentence(step)
  const number = numbers.get(step.id) ?? ''
  const open = steps.open === step.id && step.kind !== 'end'
  const wrong = blockers.filter(({ step_id }) => step_id === step.id)
  const id = lineId(step.id)
  return (
    <li id={id}>
      <div className={cn('rounded-lg border bg-surface', open ? 'border-line-strong' : 'border-line')}>
        <div className="flex items-start">
          <Line
            number={number}
            kind={step.kind}
            open={open}
            controls={`${id}-form`}
            onToggle={() => steps.toggle(step.id)}
          >
            <span className="wrap-anywhere block">{sentence}</span>
            {wrong.map(({ field, message }) => (
              <span key={field + message} className="mt-0.5 flex items-start gap-1.5 text-sm text-warn">
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {message}
              </span>
            ))}
          </Line>
          {readOnly ? null : <StepActs id={step.id} number={number} steps={steps} />}
        </div>
        <div id={`${id}-form`} data-part="form" hidden={!open} className="border-line border-t p-4 sm:p-5">
          {open ? (
            <fieldset disabled={readOnly} className="min-w-0">
              <legend className="sr-only">Step {number}</legend>
              <StepForm step={step} onChange={steps.edit} />
            </fieldset>
          ) : null}
        </div>
      </div>
      {step.kind === 'branch' ? <BranchPaths step={step} number={number} numbers={numbers} steps={steps} /> : null}
      {last ? null : (
        <div className="relative flex h-9 items-center justify-center before:absolute before:inset-y-0 before:left-1/2 before:w-px before:bg-line-strong">
          {readOnly ? null : (
            <div className="relative">
              <AddStep
                between
                spot={{ where: spot.where, at: spot.at + 1 }}
                name={`Add a step below step ${number}`}
                onAdd={steps.add}
              />
            </div>
          )}
        </div>
      )}
    </li>
  )
}

type LineProps = {
  number: string
  kind: Step['kind']
  open: boolean
  controls: string
  onToggle: () => void
  children: React.ReactNode
}

/** What the step says; a button, unless there is nothing to open. */
function Line({ number, kind, open, controls, onToggle, children }: LineProps) {
  const inside = (
    <>
      <span className="tabular mt-0.5 min-w-5 font-medium text-faint text-sm">
        <span className="sr-only">Step </span>
        {number}
      </span>
      <span className="mt-0.5 text-muted">
        <StepIcon kind={kind} />
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </>
  )
  const look = 'flex min-h-12 min-w-0 flex-1 items-start gap-2.5 rounded-lg py-3 pl-4 text-start'
  if (kind === 'end') {
    return (
      <div data-part="line" tabIndex={-1} className={look}>
        {inside}
      </div>
    )
  }
  return (
    <button
      type="button"
      data-part="line"
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
      className={cn(look, 'pr-2 hover:bg-hover focus-visible:-outline-offset-2')}
    >
      {inside}
      <ChevronDown aria-hidden className={cn('mt-0.5 size-4 text-faint transition-transform', open && 'rotate-180')} />
    </button>
  )
}
