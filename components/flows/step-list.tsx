'use client'

import type { Step } from '@/lib/flows/definition'
import { AddStep } from './add-step'
import type { Where } from './edit-steps'
import { useEditor } from './editor-context'
import { StepLine } from './step-line'
import type { Steps } from './use-steps'

type StepListProps = {
  /** What they are steps of, for assistive technology: "Steps", "Steps of “Over $50”". */
  label: string
  list: readonly Step[]
  where: Where
  numbers: ReadonlyMap<string, string>
  steps: Steps
}

/** Steps below each other, with a place to add one below each. */
export function StepList({ label, list, where, numbers, steps }: StepListProps) {
  const { readOnly } = useEditor()
  return (
    <>
      {list.length > 0 ? (
        <ol aria-label={label} className="flex flex-col">
          {list.map((step, at) => (
            <StepLine
              key={step.id}
              step={step}
              spot={{ where, at }}
              last={at === list.length - 1}
              numbers={numbers}
              steps={steps}
            />
          ))}
        </ol>
      ) : null}
      {readOnly ? (
        list.length === 0 ? (
          <p className="text-faint text-sm">Nothing is done here.</p>
        ) : null
      ) : (
        <AddStep
          spot={{ where, at: list.length }}
          id={where === null ? 'add-first-step' : undefined}
          apart={list.at(-1)?.kind === 'branch'}
          name={
            list.length > 0 ? `Add a step at the end of ${label.toLowerCase()}` : `Add a step to ${label.toLowerCase()}`
          }
          onAdd={steps.add}
        />
      )}
    </>
  )
}
