'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { buttonStyle } from './button-style'
import { cn } from './cn'
import { InDialog } from './popup-container'

/** The dimmed page behind a dialog, and the dialog's own sheet: a full screen on a phone. */
export const backdropStyle =
  'fixed inset-0 z-50 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'
export const sheetStyle =
  'fixed inset-x-0 bottom-0 z-50 flex max-h-dvh w-full flex-col overflow-y-auto rounded-t-lg border border-line-strong bg-surface text-ink shadow-lift outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[calc(100dvh-4rem)] sm:w-[min(32rem,calc(100vw-3rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg'

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

/** A task that needs the whole attention for a moment. Traps focus, closes with Esc, gives focus back. */
export function Dialog({ title, description, trigger, open, onOpenChange, footer, className, children }: DialogProps) {
  return (
    <BaseDialog.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next: boolean) => {
        onOpenChange?.(next)
      }}
    >
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropStyle} />
        <BaseDialog.Popup className={cn(sheetStyle, className)}>
          <header className="flex items-start justify-between gap-4 px-5 pt-5">
            <div className="min-w-0">
              <BaseDialog.Title className="font-semibold text-lg">{title}</BaseDialog.Title>
              {description ? (
                <BaseDialog.Description className="mt-1 text-muted">{description}</BaseDialog.Description>
              ) : null}
            </div>
            <BaseDialog.Close
              aria-label="Close"
              className={cn(buttonStyle({ variant: 'ghost', size: 'icon' }), '-mt-1 -mr-2')}
            >
              <X aria-hidden />
            </BaseDialog.Close>
          </header>
          <InDialog>
            <div className="px-5 py-4">{children}</div>
            {footer ? (
              <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
            ) : null}
          </InDialog>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
