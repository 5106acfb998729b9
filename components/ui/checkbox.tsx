'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useFieldLinks } from './field'

type CheckboxProps = Omit<ComponentProps<'input'>, 'className' | 'type' | 'onChange'> & {
  indeterminate?: boolean
  onCheckedChange?: (ticked: boolean) => void
  className?: string
}

/** A box to tick; `indeterminate` for a group that is partly ticked. Label it with `Field inline` or `aria-label`. */
export function Checkbox({ indeterminate = false, onCheckedChange, className, ...rest }: CheckboxProps) {
  return (
    <input
      {...useFieldLinks()}
      {...rest}
      type="checkbox"
      // HTML has no attribute for it.
      ref={(box) => {
        if (box) box.indeterminate = indeterminate
      }}
      onChange={({ target }) => onCheckedChange?.(target.checked)}
      className={cn(
        'relative m-0 inline-flex size-4.5 shrink-0 cursor-pointer appearance-none items-center justify-center rounded-sm border border-control bg-surface',
        'transition-colors hover:border-muted checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
        'before:size-2.5 before:bg-on-accent before:opacity-0 checked:before:opacity-100 indeterminate:before:opacity-100',
        'before:[clip-path:polygon(14%_44%,0_58%,40%_98%,100%_20%,85%_8%,38%_68%)] indeterminate:before:[clip-path:inset(40%_0)]',
        'aria-invalid:border-bad disabled:cursor-not-allowed disabled:opacity-50',
        // The box is 18 px; the area that answers to a finger is 44 px, to a mouse 24 px (WCAG 2.2, 2.5.8).
        'after:absolute after:-inset-[3px] pointer-coarse:after:-inset-3',
        'forced-colors:appearance-auto forced-colors:before:hidden',
        className,
      )}
    />
  )
}
