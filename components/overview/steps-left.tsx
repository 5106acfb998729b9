'use client'

import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { dismissedCookie } from './dismissed-cookie'

type StepsLeftProps = {
  siteId: string
  /** What is still to do: "invite the team". */
  titles: readonly string[]
  /** The one act that is left, when it is only one. */
  action: ReactNode
  /** The whole checklist. */
  children: ReactNode
}

/** What is left of getting started once the first event is here: a slim card that can be opened, or dismissed for good. */
export function StepsLeft({ siteId, titles, action, children }: StepsLeftProps) {
  const [dismissed, setDismissed] = useState(false)
  const [open, setOpen] = useState(false)
  if (dismissed) return null

  function dismiss() {
    setDismissed(true)
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: one plain cookie; the Cookie Store API is not in every browser yet
    document.cookie = `${dismissedCookie}=1; Path=/sites/${siteId}; Max-Age=31536000; SameSite=Lax${secure}`
  }

  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label="Steps left"
        className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface py-2 pr-2 pl-4"
      >
        <p className="min-w-0 flex-1 basis-48">
          <span className="font-medium">{titles.length === 1 ? 'One step left' : `${titles.length} steps left`}:</span>{' '}
          {list.format(titles)}
        </p>
        <div className="flex items-center gap-1">
          {titles.length === 1 ? (
            action
          ) : (
            <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide the steps' : 'Show the steps'}
            </Button>
          )}
          <Button variant="ghost" size="icon" aria-label="Dismiss" title="Dismiss" onClick={dismiss}>
            <X aria-hidden />
          </Button>
        </div>
      </section>
      {open && titles.length > 1 ? children : null}
    </div>
  )
}

const list = new Intl.ListFormat('en')
