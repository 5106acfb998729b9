'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useAnnounce } from './announcer'
import { Banner } from './banner'
import { Button } from './button'
import { LeaveGuard } from './leave-guard'

type SaveBarProps = {
  /** How many settings differ from what is stored; the bar stands only while it is not 0. */
  count: number
  /** ⌘S and Ctrl+S call it too. Keep the input when it fails and set `problem`. */
  onSave: () => unknown
  onDiscard: () => void
  /** Why the last save did not work; what was typed stays. */
  problem?: ReactNode
  /** What that means for what was typed. */
  hint?: ReactNode
  /** Other names for the two ways on, where a problem makes them a choice: keep mine, take theirs. */
  labels?: { save: string; discard: string }
}

const usual = { save: 'Save', discard: 'Discard' }

/** The one place where a form of many settings is saved: counts changes, announces them, warns before they get lost. */
export function SaveBar({
  count,
  onSave,
  onDiscard,
  problem,
  hint = 'Your changes are still here.',
  labels = usual,
}: SaveBarProps) {
  const save = useRef<HTMLButtonElement>(null)
  useChangeAnnouncement(count)
  useSaveShortcut(count > 0, () => save.current?.click())
  if (count === 0) return null

  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-[calc(var(--bottom-bar,0px)+0.75rem)] z-20 mt-6 rounded-lg border border-line-strong bg-surface p-3 shadow-lift md:bottom-4"
    >
      <LeaveGuard count={count} />
      {problem ? (
        <Banner tone="bad" title={problem} className="mb-3">
          {hint}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular pl-1 font-medium">{changes(count)}</p>
        <div className="flex gap-2">
          <Button variant="ghost" onClick={onDiscard}>
            {labels.discard}
          </Button>
          <Button ref={save} variant="primary" onClick={onSave} aria-keyshortcuts="Control+S Meta+S">
            {labels.save}
          </Button>
        </div>
      </div>
    </section>
  )
}

export function changes(count: number): string {
  return count === 1 ? '1 unsaved change' : `${count.toLocaleString('en')} unsaved changes`
}

/** Half a second of quiet first: ticking seven boxes is one sentence, not seven. */
function useChangeAnnouncement(count: number) {
  const announce = useAnnounce()
  const last = useRef(0)
  useEffect(() => {
    if (count === last.current) return
    const timer = setTimeout(() => {
      last.current = count
      announce(count === 0 ? 'No unsaved changes' : changes(count))
    }, 500)
    return () => clearTimeout(timer)
  }, [count, announce])
}

function useSaveShortcut(on: boolean, save: () => void) {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    if (!on) return
    function key(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [on])
}
