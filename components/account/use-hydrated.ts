'use client'

import { useSyncExternalStore } from 'react'

/**
 * False in the server's HTML, true once React runs. A button that is all a page is for stays disabled until then: a
 * press on a slow line would otherwise be lost without a word.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
}
