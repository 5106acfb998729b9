'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { AlertDialog } from './alert-dialog'

/**
 * Stands between unsaved changes and the door: closing or reloading asks through the browser, following a link inside
 * the app asks with our own dialog. Browser Back inside the app cannot be held; the page is still in its cache then.
 */
export function LeaveGuard({ count }: { count: number }) {
  const [target, setTarget] = useState<string>()
  const router = useRouter()

  useEffect(() => {
    function unload(event: BeforeUnloadEvent) {
      event.preventDefault()
    }
    function click(event: MouseEvent) {
      const href = leavingTo(event)
      if (!href) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(href)
    }
    window.addEventListener('beforeunload', unload)
    // Capturing, so it is asked before the router's own handler.
    document.addEventListener('click', click, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', unload)
      document.removeEventListener('click', click, { capture: true })
    }
  }, [])

  return (
    <AlertDialog
      open={target !== undefined}
      onOpenChange={(open) => {
        if (!open) setTarget(undefined)
      }}
      title="Leave without saving?"
      description={
        count === 1 ? 'One change on this page is not saved yet.' : `${count} changes on this page are not saved yet.`
      }
      confirmLabel="Leave without saving"
      cancelLabel="Stay here"
      onConfirm={() => {
        if (target) router.push(target as Route)
      }}
    />
  )
}

/** The path a plain click on a link of this app leads to; undefined for new tabs, downloads, anchors, other sites. */
function leavingTo(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return
  const to = new URL(link.href)
  if (to.origin !== location.origin || to.pathname === location.pathname) return
  return to.pathname + to.search + to.hash
}
