'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Reads the page again every two seconds while somebody looks at it. */
export function Refresher() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, 2000)
    return () => clearInterval(timer)
  }, [router])
  return null
}
