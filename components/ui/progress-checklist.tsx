import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type ChecklistStep = {
  id: string
  title: string
  /** Why, or what came of it once done: "First event received: $49.00 from Ann Lee." */
  description?: ReactNode
  done: boolean
  /** What to do; shown for the first open step, and for later ones that do not depend on it. */
  action?: ReactNode
}

type ProgressChecklistProps = { label: string; steps: readonly ChecklistStep[] }

/** Steps that tick themselves. The first open one is the current one and stands out. */
export function ProgressChecklist({ label, steps }: ProgressChecklistProps) {
  const done = steps.filter((step) => step.done).length
  const current = steps.find((step) => !step.done)?.id
  return (
    <section aria-label={label} className="rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-4 border-line border-b px-5 py-3">
        <h2 className="font-semibold text-lg">{label}</h2>
        <p className="tabular ml-auto text-muted text-sm">
          {done} of {steps.length} done
        </p>
      </div>
      <ol>
        {steps.map((step, place) => (
          <li
            key={step.id}
            aria-current={step.id === current ? 'step' : undefined}
            className="flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-t px-5 py-4 first:border-t-0"
          >
            <Mark done={step.done} current={step.id === current} place={place + 1} />
            <div className="min-w-0 flex-1 basis-56">
              <h3 className={cn('font-medium', step.done && 'text-muted')}>
                {step.title}
                {step.done ? <span className="sr-only"> (done)</span> : null}
              </h3>
              {step.description ? <div className="text-muted">{step.description}</div> : null}
            </div>
            {step.action ? (
              <div className="flex shrink-0 gap-2 max-sm:basis-full max-sm:pl-10">{step.action}</div>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Mark({ done, current, place }: { done: boolean; current: boolean; place: number }) {
  return (
    <span
      aria-hidden
      className={cn(
        'tabular flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs',
        done && 'border-transparent bg-accent text-on-accent',
        !done && current && 'border-accent-text text-accent-text',
        !done && !current && 'border-line-strong text-faint',
      )}
    >
      {done ? <Check className="size-3.5" strokeWidth={3} /> : place}
    </span>
  )
}
