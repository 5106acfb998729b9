'use client'

import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import { DialogTrigger } from './dialog-trigger'
import { useLater } from './later'

type DialogProps = {
  title: ReactNode
  description?: ReactNode
  /** The element that opens it; leave out when `open` decides. */
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Buttons at the foot, the primary one last. */
  footer?: ReactNode
  className?: string
  children?: ReactNode
}

export type DialogSheetProps = Omit<DialogProps, 'trigger' | 'open' | 'onOpenChange'> & {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Where focus goes back to; `true` is where it was. */
  finalFocus: () => HTMLElement | true
}

const load = () => import('./dialog-sheet').then(({ DialogSheet }) => DialogSheet)

/** A task that needs the whole attention for a moment. Traps focus, closes with Esc, gives focus back. */
export function Dialog({ trigger, open, onOpenChange, ...sheet }: DialogProps) {
  const dialog = useDialog(open, onOpenChange)
  const Sheet = useLater(dialog.open, load)
  return (
    <>
      {trigger ? <DialogTrigger trigger={trigger} open={dialog.open} onOpen={dialog.openBy} load={load} /> : null}
      {Sheet ? <Sheet {...sheet} {...dialog.sheet} /> : null}
    </>
  )
}

/** Whether a dialog is open, by itself or as `open` says, and by what. */
export function useDialog(open: boolean | undefined, onOpenChange: ((open: boolean) => void) | undefined) {
  const [own, setOwn] = useState(false)
  const opener = useRef<HTMLElement>(null)
  function change(next: boolean) {
    setOwn(next)
    onOpenChange?.(next)
  }
  const isOpen = open ?? own
  return {
    open: isOpen,
    openBy(button: HTMLElement) {
      opener.current = button
      change(true)
    },
    sheet: { open: isOpen, onOpenChange: change, finalFocus: () => opener.current ?? (true as const) },
  }
}
