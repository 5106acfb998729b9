'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlStyle } from './control-style'
import { useFieldLinks } from './field'

type SelectOption = { value: string; label: string; disabled?: boolean }

type SelectProps = Omit<ComponentProps<'select'>, 'className' | 'children' | 'onChange' | 'size' | 'multiple'> & {
  options: readonly SelectOption[]
  onValueChange?: (value: string) => void
  className?: string | undefined
}

/**
 * One of a short list: the browser's own, which a phone shows as its wheel and every screen reader knows. What the chosen
 * one means belongs in the `hint` of the `Field`. For more than about 20 options use a search instead.
 */
export function Select({ options, onValueChange, className, ...rest }: SelectProps) {
  return (
    <div className={cn('relative z-1 usual:w-full min-w-0', className)}>
      <select
        {...useFieldLinks()}
        {...rest}
        onChange={(event) => onValueChange?.(event.target.value)}
        className={cn(
          controlStyle,
          'peer h-9 cursor-pointer appearance-none truncate pr-9 disabled:cursor-not-allowed',
        )}
      >
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted peer-disabled:text-faint"
      />
    </div>
  )
}
