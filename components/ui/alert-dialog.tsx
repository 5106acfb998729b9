'use client'

import type { ReactElement, ReactNode } from 'react'
import { type DialogSheetProps, useDialog } from './dialog'
import { DialogTrigger } from './dialog-trigger'
import { useLater } from './later'

type AlertDialogProps = {
  /** A question with the thing's name in it: "Disconnect Acme Inc.?" */
  title: ReactNode
  description?: ReactNode
  /** What stops, one sentence each, with numbers. */
  stops?: readonly string[]
  /** Above them, where something is not stopped but deleted. */
  stopsHeading?: string
  /** What stays, and how to come back. */
  stays?: readonly string[]
  /** The act itself: "Disconnect Acme Inc." */
  confirmLabel: string
  cancelLabel?: string
  /** Closes the dialog when it resolves. A rejection keeps it open and shows the error's message. */
  onConfirm: () => unknown
  /** Only for erasing: the name that must be typed first. */
  typeToConfirm?: string
  tone?: 'danger' | 'primary'
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

export type AlertSheetProps = Omit<AlertDialogProps, 'trigger' | 'open' | 'onOpenChange'> &
  Pick<DialogSheetProps, 'open' | 'onOpenChange' | 'finalFocus'>

const load = () => import('./alert-sheet').then(({ AlertSheet }) => AlertSheet)

/** Asks before what cannot be undone: says exactly what stops and what stays. For the rest, act and offer Undo. */
export function AlertDialog({ trigger, open, onOpenChange, ...content }: AlertDialogProps) {
  const dialog = useDialog(open, onOpenChange)
  const Sheet = useLater(dialog.open, load)
  return (
    <>
      {trigger ? <DialogTrigger trigger={trigger} open={dialog.open} onOpen={dialog.openBy} load={load} /> : null}
      {Sheet ? <Sheet {...content} {...dialog.sheet} /> : null}
    </>
  )
}
