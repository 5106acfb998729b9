'use client'

import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'

type CheckboxProps = Omit<ComponentProps<typeof BaseCheckbox.Root>, 'className'> & { className?: string }

/** A box to tick; `indeterminate` for a group that is partly ticked. Label it with `Field inline` or `aria-label`. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <BaseCheckbox.Root
      {...rest}
      className={cn(
        'relative flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-control bg-surface',
        'transition-colors hover:border-muted data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent',
        'data-indeterminate:border-accent data-indeterminate:bg-accent data-indeterminate:text-on-accent',
        'data-disabled:opacity-50 data-invalid:border-bad',
        // The box is 18 px; the area that answers to a finger is 44 px, to a mouse 24 px (WCAG 2.2, 2.5.8).
        'after:absolute after:-inset-[3px] pointer-coarse:after:-inset-3',
        className,
      )}
    >
      <BaseCheckbox.Indicator
        className="flex data-unchecked:hidden"
        render={(props, state) => (
          <span {...props}>
            {state.indeterminate ? (
              <Minus aria-hidden className="size-3.5" strokeWidth={3} />
            ) : (
              <Check aria-hidden className="size-3.5" strokeWidth={3} />
            )}
          </span>
        )}
      />
    </BaseCheckbox.Root>
  )
}
