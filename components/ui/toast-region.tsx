'use client'

import { Toast as BaseToast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { buttonStyle } from './button-style'
import { cn } from './cn'
import { type ToastMessage, type ToastTone, takeToasts } from './toast'
import { toneText } from './tone'

const icons = { good: CircleCheck, info: Info, bad: CircleAlert }

/** Holds messages of what just happened: bottom right above the save bar, on a phone at the top. F6 moves focus there. */
export function ToastRegion() {
  return (
    <BaseToast.Provider>
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed top-18 right-4 left-4 z-60 flex flex-col gap-2 sm:top-auto sm:bottom-24 sm:left-auto sm:w-88 md:right-6">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  )
}

function Toasts() {
  const { toasts, add, close } = BaseToast.useToastManager()
  useEffect(() => takeToasts((message) => show(message, add, close)), [add, close])
  return toasts.map((toast) => {
    const tone: ToastTone = toast.type === 'bad' || toast.type === 'info' ? toast.type : 'good'
    const Icon = icons[tone]
    return (
      <BaseToast.Root
        key={toast.id}
        toast={toast}
        className="w-full rounded-lg border border-line-strong bg-surface text-ink shadow-lift transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
      >
        <BaseToast.Content className="flex items-start gap-3 p-3">
          <Icon aria-hidden className={cn('mt-0.5 size-4.5 shrink-0', toneText[tone])} />
          <div className="min-w-0 flex-1">
            <BaseToast.Title className="font-medium" render={<p />} />
            <BaseToast.Description className="text-muted text-sm" />
          </div>
          <BaseToast.Action className={cn(buttonStyle({ size: 'sm' }), 'empty:hidden')} />
          <BaseToast.Close
            aria-label="Dismiss"
            aria-hidden={false}
            className={buttonStyle({ variant: 'ghost', size: 'icon' })}
          >
            <X aria-hidden />
          </BaseToast.Close>
        </BaseToast.Content>
      </BaseToast.Root>
    )
  })
}

type Manager = ReturnType<typeof BaseToast.useToastManager>

function show(message: ToastMessage, add: Manager['add'], close: Manager['close']) {
  const { title, description, tone = 'good', action } = message
  const id = add({
    title,
    type: tone,
    // Never 'high': Base UI hides such a toast from assistive technology until it has focus, its buttons with it.
    priority: 'low',
    timeout: tone === 'bad' ? 0 : action ? 10_000 : 5_000,
    ...(description ? { description } : {}),
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.onClick()
              close(id)
            },
          },
        }
      : {}),
  })
}
