'use client'

import { type ComponentProps, type MouseEvent, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonLook, buttonStyle } from './button-style'
import { cn } from './cn'
import { Spinner } from './spinner'

type ButtonProps = Omit<ComponentProps<'button'>, 'onClick'> &
  ButtonLook & {
    /** True while the act is under way; keeps the label, shows a spinner, ignores further clicks. */
    busy?: boolean | undefined
    /** May return a promise: the button is busy until it settles. */
    onClick?: (event: MouseEvent<HTMLButtonElement>) => unknown
  }

/**
 * A button whose label says the act ("Send test event"). It cannot fire twice: while `busy`, while the promise of
 * `onClick` is open, and while a form action around it is pending, clicks do nothing. Focus stays on it throughout.
 */
export function Button({ variant, size, busy, onClick, className, children, disabled, ...rest }: ButtonProps) {
  const form = useFormStatus()
  const act = useOneAtATime(onClick)
  const waiting = Boolean(busy) || act.running || (form.pending && rest.type === 'submit')

  function click(event: MouseEvent<HTMLButtonElement>) {
    if (waiting || disabled) return event.preventDefault()
    act.run(event)
  }

  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-disabled={waiting || undefined}
      aria-busy={waiting || undefined}
      onClick={click}
      className={cn(buttonStyle({ variant, size }), 'disabled:opacity-50', className)}
    >
      {waiting ? <Spinner /> : null}
      {children}
    </button>
  )
}

/** Two clicks in one frame arrive before React re-renders, so the guard is a ref; the state is for the eye. */
function useOneAtATime(onClick: ButtonProps['onClick']) {
  const open = useRef(false)
  const [running, setRunning] = useState(false)

  async function run(event: MouseEvent<HTMLButtonElement>) {
    if (open.current) return
    const outcome = onClick?.(event)
    if (!(outcome instanceof Promise)) return
    open.current = true
    setRunning(true)
    try {
      await outcome
    } finally {
      open.current = false
      setRunning(false)
    }
  }

  return { running, run }
}
