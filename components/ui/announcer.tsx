'use client'

import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Announce = createContext<(message: string) => void>(() => {})

/** One polite live region for the whole app, there from the first paint (a region added later is often not read). */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ message: '', turn: 0 })
  const announce = useCallback((message: string) => setSaid((last) => ({ message, turn: last.turn + 1 })), [])
  return (
    <Announce value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {/* The same words twice are only read twice when the node is new. */}
        <span key={said.turn}>{said.message}</span>
      </div>
    </Announce>
  )
}

/** Says something to assistive technology that the eye sees anyway: "Copied", "Saved", "3 unsaved changes". */
export function useAnnounce() {
  return useContext(Announce)
}
