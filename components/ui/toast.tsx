'use client'

import { Toast as BaseToast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyle } from './button-style'
import { cn } from './cn'
import { toneText } from './tone'

type ToastTone = 'good' | 'info' | 'bad'
const icons = { good: CircleCheck, info: Info, bad: CircleAlert }

type ToastMessage = {
  title: string
  description?: string
  tone?: ToastTone
  /** E.g. Undo: stays 10 s. */
  action?: { label: string; onClick: () => void }
}

/** `const toast = useToast(); toast({ title: 'Saved.', tone: 'good' })`. Bad ones stay until dismissed. */
export function useToast() {
  const manager = BaseToast.useToastManager()
  return ({ title, description, tone = 'good', action }: ToastMessage) => {
    const id = manager.add({
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
                manager.close(id)
              },
            },
          }
        : {}),
    })
    return id
  }
}

/** Holds messages of what just happened: bottom right above the save bar, on a phone at the top. F6 moves focus there. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <BaseToast.Provider>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed top-18 right-4 left-4 z-60 flex flex-col gap-2 sm:top-auto sm:bottom-24 sm:left-auto sm:w-88 md:right-6">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  )
}

function Toasts() {
  const { toasts } = BaseToast.useToastManager()
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
