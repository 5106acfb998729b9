'use client'

import { type FocusEvent, type HTMLAttributes, type ReactNode, useEffect, useRef, useState } from 'react'

const restMs = 300
const gap = 6

/**
 * A hint on hover and keyboard focus, gone with Esc. Words only, and never the only place where something stands. `props`
 * go on the element, `popup` inside it: the way from one to the other does not lose it. A popover of the browser's own,
 * because pages have fifty of these and a library for them weighs more than the pages.
 */
export function useHint(content: ReactNode) {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function hide() {
    clearTimeout(timer.current)
    setOpen(false)
  }
  const props: HTMLAttributes<HTMLElement> = {
    onPointerEnter({ pointerType }) {
      if (pointerType !== 'touch') timer.current = setTimeout(() => setOpen(true), restMs)
    },
    onPointerLeave: hide,
    onFocus({ currentTarget }: FocusEvent<HTMLElement>) {
      if (currentTarget.matches(':focus-visible')) setOpen(true)
    },
    onBlur: hide,
  }
  const popup = open ? (
    <span
      ref={place}
      popover="auto"
      onToggle={({ newState }) => {
        if (newState === 'closed') hide()
      }}
      className="tabular fixed inset-auto m-0 max-w-72 whitespace-normal rounded-md border border-line-strong bg-surface px-2 py-1 font-normal text-ink text-sm shadow-lift transition-opacity starting:opacity-0"
    >
      {content}
    </span>
  ) : null
  return { props, popup }
}

/** Shows it above the element it stands in, or below where there is no room, and inside the window. */
function place(hint: HTMLElement | null) {
  const anchor = hint?.parentElement?.getBoundingClientRect()
  if (!hint || !anchor) return
  hint.showPopover()
  const { width, height } = hint.getBoundingClientRect()
  const above = anchor.top - height - gap
  const left = anchor.left + anchor.width / 2 - width / 2
  hint.style.top = `${above < gap ? anchor.bottom + gap : above}px`
  hint.style.left = `${Math.max(gap, Math.min(left, document.documentElement.clientWidth - width - gap))}px`
}
