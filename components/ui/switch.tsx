'use client'

import { type ComponentProps, useState } from 'react'
import { cn } from './cn'
import { useFieldLinks } from './field'

type SwitchProps = Omit<ComponentProps<'input'>, 'className' | 'type' | 'role' | 'onChange'> & {
  onCheckedChange?: (on: boolean) => void
  /** The words beside it; `null` hides them where a column says it already. */
  words?: { on: string; off: string } | null
  className?: string
}

/** On or off, at once. The state stands beside it in words, so it never rests on colour alone. */
export function Switch({
  words = { on: 'On', off: 'Off' },
  checked,
  defaultChecked = false,
  onCheckedChange,
  className,
  ...rest
}: SwitchProps) {
  const [own, setOwn] = useState(defaultChecked)
  const on = checked ?? own

  return (
    <span className="inline-flex items-center gap-2">
      <input
        {...useFieldLinks()}
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state by itself; ARIA in HTML forbids a second one
        role="switch"
        checked={on}
        onChange={({ target }) => {
          setOwn(target.checked)
          onCheckedChange?.(target.checked)
        }}
        className={cn(
          'relative m-0 inline-flex h-5 w-9 shrink-0 cursor-pointer appearance-none items-center rounded-full border border-control bg-sunken p-px transition-colors',
          'hover:border-muted checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-50',
          'before:size-4 before:rounded-full before:bg-control before:transition-[translate,background-color] checked:before:translate-x-4 checked:before:bg-on-accent',
          // The switch is 20 px high; the area that answers to a finger is 44 px, to a mouse 24 px (WCAG 2.2, 2.5.8).
          'after:absolute after:-inset-x-1 after:-inset-y-0.5 pointer-coarse:after:-inset-3',
          'forced-colors:appearance-auto forced-colors:before:hidden',
          className,
        )}
      />
      {words ? (
        <span aria-hidden className={cn('min-w-6 text-sm', on ? 'text-ink' : 'text-faint')}>
          {on ? words.on : words.off}
        </span>
      ) : null}
    </span>
  )
}
