'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

export type ToastTone = 'good' | 'info' | 'bad'

export type ToastMessage = {
  title: string
  description?: string
  tone?: ToastTone
  /** E.g. Undo: stays 10 s. */
  action?: { label: string; onClick: () => void }
}

type Show = (message: ToastMessage) => void

/** What was said before the region was there. */
const early: ToastMessage[] = []
let shows: Show | undefined

/** The region shows messages from now on, and those it missed. */
export function takeToasts(show: Show) {
  shows = show
  for (const message of early.splice(0)) show(message)
  return () => {
    if (shows === show) shows = undefined
  }
}

function toast(message: ToastMessage) {
  if (shows) shows(message)
  else early.push(message)
}

/** `const toast = useToast(); toast({ title: 'Saved.', tone: 'good' })`. Bad ones stay until dismissed. */
export const useToast = () => toast

/**
 * Where messages of what just happened appear. The region is fetched once the page stands: no page has anything to say
 * before, and it is a fifth of what a bare page weighs.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [Region, setRegion] = useState<ComponentType>()
  useEffect(() => {
    // Without a network there is nothing to fetch it with, and a message is no reason to lose the page.
    import('./toast-region').then(({ ToastRegion }) => setRegion(() => ToastRegion)).catch(() => {})
  }, [])
  return (
    <>
      {children}
      {Region ? <Region /> : null}
    </>
  )
}
