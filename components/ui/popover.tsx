'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { cn } from './cn'

type PopoverProps = {
  /** What it is called. */
  label: string
  /** Read aloud for the button instead of its words. */
  buttonLabel?: string
  button: ReactNode
  buttonClassName?: string | undefined
  align?: 'start' | 'end'
  className?: string
  /** Drawn while it is open. */
  children: (close: () => void) => ReactNode
}

/** A link or button in a popover, a whole line wide. */
export const popoverItemStyle =
  'flex min-h-8 w-full cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 text-start text-base hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0'

const gap = 4
const edge = 8

/** What opens beside a button and closes with Esc or a click elsewhere: the browser's own, so it weighs nothing. */
export function Popover(props: PopoverProps) {
  const { label, buttonLabel, button, buttonClassName, align = 'start', className = 'p-1', children } = props
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const id = useId()

  // Whoever was faster than our script has opened it already: the browser needs none for that.
  useEffect(() => {
    if (popup.current?.matches(':popover-open')) setOpen(true)
  }, [])

  // It stays beside its button, also when what it holds arrives later or the page moves under it.
  useEffect(() => {
    if (!open) return
    const stay = () => {
      if (popup.current && opener.current) place(popup.current, opener.current, align)
    }
    stay()
    window.addEventListener('scroll', stay, { capture: true, passive: true })
    window.addEventListener('resize', stay)
    return () => {
      window.removeEventListener('scroll', stay, { capture: true })
      window.removeEventListener('resize', stay)
    }
  }, [open, align])

  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-label={buttonLabel}
        className={buttonClassName}
      >
        {button}
      </button>
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        onBeforeToggle={({ newState, currentTarget }) => {
          if (newState !== 'open') return
          if (opener.current) place(currentTarget, opener.current, align)
          setOpen(true)
        }}
        onToggle={({ newState, currentTarget }) => {
          // Only now: what has the focus must be there until the browser gave it back to the button.
          if (newState === 'closed') setOpen(false)
          else if (!currentTarget.contains(document.activeElement)) firstOf(currentTarget).focus()
        }}
        className={cn(
          'fixed inset-auto m-0 max-h-[min(24rem,60dvh)] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line-strong bg-surface text-ink shadow-lift outline-none',
          className,
        )}
      >
        {open ? children(() => popup.current?.hidePopover()) : null}
      </div>
    </>
  )
}

/** What is to have the focus: the popover itself, unless something in it asks for it. */
const firstOf = (popup: HTMLElement) => popup.querySelector<HTMLElement>('[data-autofocus]') ?? popup

/** Below the button, or above one that stands in the lower half. */
function place(popup: HTMLElement, opener: HTMLElement, align: 'start' | 'end') {
  const { top, bottom, left, right } = opener.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const low = top > clientHeight / 2
  popup.style.top = low ? 'auto' : `${bottom + gap}px`
  popup.style.bottom = low ? `${clientHeight - top + gap}px` : 'auto'
  popup.style.left = align === 'start' ? `${Math.max(edge, left)}px` : 'auto'
  popup.style.right = align === 'end' ? `${Math.max(edge, clientWidth - right)}px` : 'auto'
}
