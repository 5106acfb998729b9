'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { buttonStyle } from './button-style'
import { cn } from './cn'
import type { DialogSheetProps } from './dialog'
import { backdropStyle, sheetStyle } from './sheet-style'

/** What a `Dialog` opens. */
export function DialogSheet(props: DialogSheetProps) {
  const { title, description, open, onOpenChange, finalFocus, footer, className, children } = props
  return (
    <BaseDialog.Root open={open} onOpenChange={(next: boolean) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropStyle} />
        <BaseDialog.Popup finalFocus={finalFocus} className={cn(sheetStyle, className)}>
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
          <div className="px-5 py-4">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
          ) : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
