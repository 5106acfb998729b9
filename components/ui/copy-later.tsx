'use client'

import { type ComponentProps, type ComponentType, useEffect, useState } from 'react'
import type { CopyButton } from './copy-button'

type CopyProps = ComponentProps<typeof CopyButton>

/** A copy button for error pages. Every page brings three of those along and hardly ever shows one, so it is fetched when it stands. */
export function CopyLater(props: CopyProps) {
  const [Copy, setCopy] = useState<ComponentType<CopyProps>>()
  useEffect(() => {
    // Without a network the reference is still there to be selected.
    import('./copy-button').then(({ CopyButton }) => setCopy(() => CopyButton)).catch(() => {})
  }, [])
  return Copy ? <Copy {...props} /> : null
}
