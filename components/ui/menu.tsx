'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn'
import { usePopupContainer } from './popup-container'
import { popupItemStyle, popupStyle } from './popup-style'

type MenuProps = {
  /** The element that opens it, usually `<Button>`; give an icon-only one an `aria-label`. */
  trigger: ReactElement
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

/** A list of acts behind a button. Children: `MenuItem`, `MenuSeparator`. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal {...usePopupContainer()}>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-55 outline-none">
          <BaseMenu.Popup className={cn(popupStyle, 'min-w-44')}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

type MenuItemProps = { onSelect: () => void; danger?: boolean; disabled?: boolean; children: ReactNode }

/** One act. Irreversible ones (`danger`) open an AlertDialog, they do not act at once. */
export function MenuItem({ onSelect, danger, disabled = false, children }: MenuItemProps) {
  return (
    <BaseMenu.Item onClick={onSelect} disabled={disabled} className={cn(popupItemStyle, danger && 'text-bad')}>
      {children}
    </BaseMenu.Item>
  )
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />
}
