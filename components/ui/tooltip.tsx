'use client'

import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { usePopupContainer } from './popup-container'

type TooltipProps = {
  /** Words only: what is in here must also be reachable without it. */
  content: ReactNode
  /** One element that takes focus, e.g. a button with an `aria-label`. */
  children: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A hint on hover and focus, gone with Esc. Never the only place where something stands. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal {...usePopupContainer()}>
        <BaseTooltip.Positioner sideOffset={6} side={side} className="z-55">
          <BaseTooltip.Popup className="tabular max-w-72 rounded-md border border-line-strong bg-surface px-2 py-1 text-ink text-sm shadow-lift transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-instant:transition-none">
            {content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
