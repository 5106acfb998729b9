'use client'

import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { type ComponentProps, useState } from 'react'
import { cn } from './cn'

type SwitchProps = Omit<ComponentProps<typeof BaseSwitch.Root>, 'className' | 'checked' | 'defaultChecked'> & {
  checked?: boolean
  defaultChecked?: boolean
  /** The words beside it; `null` hides them where a column says it already. */
  words?: { on: string; off: string } | null
  className?: string
}

/** On or off, at once. The state stands beside it in words, so it never rests on colour alone. */
export function Switch({
  words = { on: 'On', off: 'Off' },
  checked,
  defaultChecked = false,
  className,
  ...rest
}: SwitchProps) {
  const [own, setOwn] = useState(defaultChecked)
  const on = checked ?? own

  return (
    <span className="inline-flex items-center gap-2">
      <BaseSwitch.Root
        {...rest}
        checked={on}
        onCheckedChange={(next, details) => {
          setOwn(next)
          rest.onCheckedChange?.(next, details)
        }}
        className={cn(
          'relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-sunken p-px transition-colors',
          'hover:border-muted data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-disabled:cursor-not-allowed',
          'after:absolute after:-inset-x-1 after:-inset-y-0.5 pointer-coarse:after:-inset-3',
          className,
        )}
      >
        <BaseSwitch.Thumb className="forced-edge size-4 rounded-full bg-control transition-[translate,background-color] data-checked:translate-x-4 data-checked:bg-on-accent" />
      </BaseSwitch.Root>
      {words ? (
        <span aria-hidden className={cn('min-w-6 text-sm', on ? 'text-ink' : 'text-faint')}>
          {on ? words.on : words.off}
        </span>
      ) : null}
    </span>
  )
}
