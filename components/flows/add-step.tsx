'use client'

import { Plus } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button-style'
import { cn } from '@/components/ui/cn'
import { Popover } from '@/components/ui/popover'
import type { StepKind } from '@/lib/flows/definition'
import { mayBranch, type Spot } from './edit-steps'
import { useEditor } from './editor-context'
import { stepKinds } from './new-step'
import { StepIcon } from './step-icon'

type AddStepProps = {
  spot: Spot
  /** The act with its place: "Add a step below step 2". */
  name: string
  id?: string | undefined
  /** Stands below a branch, and not in its last path. */
  apart?: boolean
  /** Only a plus on the line between two steps. */
  between?: boolean
  onAdd: (spot: Spot, kind: StepKind) => void
}

/** The menu of step kinds, for one place of the flow. */
export function AddStep({ spot, name, id, apart = false, between = false, onAdd }: AddStepProps) {
  const { draft } = useEditor()
  const kinds = stepKinds.filter(({ kind }) => kind !== 'branch' || mayBranch(draft.steps, spot.where))
  return (
    <div
      id={id}
      tabIndex={id ? -1 : undefined}
      className={cn('flex', between ? 'justify-center' : apart ? 'mt-8' : 'mt-3')}
    >
      <Popover
        label={name}
        buttonLabel={name}
        className="w-96 max-w-[calc(100vw-1rem)] p-1"
        buttonClassName={
          between
            ? 'flex size-6 items-center justify-center rounded-full border border-line-strong bg-surface text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11 [&_svg]:size-3.5'
            : buttonStyle({ size: 'sm' })
        }
        button={
          <>
            <Plus aria-hidden />
            {between ? null : 'Add a step'}
          </>
        }
      >
        {(close) => (
          <ul>
            {kinds.map(({ kind, label, does }, place) => (
              <li key={kind}>
                <button
                  type="button"
                  data-autofocus={place === 0 || undefined}
                  onClick={() => {
                    close()
                    onAdd(spot, kind)
                  }}
                  className="flex min-h-11 w-full cursor-pointer items-start gap-3 rounded-md px-2.5 py-1 text-start hover:bg-hover focus-visible:-outline-offset-2"
                >
                  <span className="mt-0.5 text-muted">
                    <StepIcon kind={kind} />
                  </span>
                  <span>
                    <span className="block font-medium">{label}</span>
                    <span className="block text-muted text-sm">{does}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </div>
  )
}
