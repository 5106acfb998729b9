import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import { SluiceDrawing } from './sluice-drawing'
import { blocks, levels, type SluiceStep } from './sluice-levels'

export type { SluiceState, SluiceStep } from './sluice-levels'

type SluiceLineProps = {
  /** From Stripe down: account → site → flows → destinations. Two to six. */
  steps: readonly SluiceStep[]
  /** Read aloud as the picture's name. */
  label?: string
  className?: string
}

/**
 * The signature: how the data flows, in one thin picture. At each step a gate stands open or shut; water runs where
 * events run, stands before a gate that is shut, and is gone where nothing comes. Each step is a link with its count.
 * Everything the drawing says stands there in words too. Vertical where it has
 * less than 44rem; still under reduced motion.
 */
export function SluiceLine({ steps, label = 'How your data flows', className }: SluiceLineProps) {
  const water = levels(steps)
  return (
    <section
      aria-label={label}
      className={cn('@container overflow-hidden rounded-lg border border-line bg-surface', className)}
    >
      <ol className="@min-[44rem]:grid @min-[44rem]:auto-cols-fr @min-[44rem]:grid-flow-col">
        {steps.map((step, place) => {
          const reach = { step, before: water[place] ?? 'dry', after: water[place + 1] ?? 'dry' }
          return (
            <li key={step.id} className="min-w-0">
              <Way href={step.href}>
                <SluiceDrawing {...reach} className="mt-4 shrink-0 @max-[44rem]:hidden" />
                <span className="relative w-14 shrink-0 @min-[44rem]:hidden">
                  <SluiceDrawing {...reach} vertical />
                </span>
                <Words step={step} />
              </Way>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Way({ href, children }: { href: string | undefined; children: ReactNode }) {
  const look = 'flex h-full items-stretch pl-3 @min-[44rem]:flex-col @min-[44rem]:pl-0'
  if (href === undefined) return <div className={look}>{children}</div>
  return (
    <Link href={href} className={cn(look, 'group transition-colors hover:bg-hover/60 focus-visible:-outline-offset-2')}>
      {children}
    </Link>
  )
}

function Words({ step }: { step: SluiceStep }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col px-4 py-3 @min-[44rem]:pt-2 @min-[44rem]:pb-4">
      <span className="text-faint text-sm">{step.label}</span>
      <span className="truncate font-medium group-hover:underline group-hover:underline-offset-3">{step.sublabel}</span>
      {step.count === undefined ? null : (
        <span className="mt-2 flex flex-wrap items-baseline gap-x-1.5 @max-[44rem]:mt-1">
          <span className="tabular font-semibold text-xl">{step.count.toLocaleString('en')}</span>
          <span className="text-muted text-sm">{step.unit}</span>
        </span>
      )}
      {step.detail ? <span className="text-muted text-sm">{step.detail}</span> : null}
      <span className="mt-auto flex flex-wrap items-center gap-x-2 pt-2 text-sm @max-[44rem]:pt-1">
        <Status status={step.state} className="text-sm" />
        {step.gate === 'none' || step.state === 'absent' ? null : (
          <span className="text-muted">{blocks(step) ? 'Gate shut' : 'Gate open'}</span>
        )}
      </span>
    </span>
  )
}
