'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { useEditor } from './editor-context'
import { useTry } from './use-try'

export type Tried = ReturnType<typeof useTry> & {
  /** Which past event; null = the newest, else the example. */
  eventId: string | null
  setEventId(id: string | null): void
}

const TriedContext = createContext<Tried | null>(null)

/** One past event for the panel and for the preview of every mail: they show the same. */
export function TriedProvider({ children }: { children: ReactNode }) {
  const { flowId, draft, readOnly } = useEditor()
  const [eventId, setEventId] = useState<string | null>(null)
  const tried = useTry(flowId, draft, eventId, !readOnly)
  // Who may not change the flow may not try it either.
  return <TriedContext value={readOnly ? null : { ...tried, eventId, setEventId }}>{children}</TriedContext>
}

/** Null where nothing is tried: a version that is only read. */
export const useTried = (): Tried | null => useContext(TriedContext)
