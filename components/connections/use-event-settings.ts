'use client'

import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useToast } from '@/components/ui/toast'
import type { EventSetting } from '@/lib/connections/effective-setting'
import type { EventSettings } from '@/lib/connections/event-settings'
import { asChanges, changed, changedTypes, type Draft, rebased, reversed } from './settings-draft'

/** Someone saved first: who, and which rows are not what they were here. */
export interface Conflict {
  by: string
  types: readonly string[]
}

/**
 * The settings as stored, what is changed on top, and saving. When someone else saved first, their rows become the stored
 * ones and my changes stay on top of them: saving again keeps mine, discarding takes theirs.
 */
export function useEventSettings(connectionId: string, initial: EventSettings) {
  const [settings, setSettings] = useState(initial)
  const [draft, setDraft] = useState<Draft>({})
  const [problem, setProblem] = useState<string>()
  const [conflict, setConflict] = useState<Conflict>()
  const toast = useToast()

  function put(changes: Draft, on: EventSettings) {
    const body = { changes: asChanges(changes, on.data), version: on.version }
    return api<EventSettings>('PUT', `/api/v1/connections/${connectionId}/event_settings`, body)
  }

  async function save() {
    setProblem(undefined)
    setConflict(undefined)
    try {
      const before = settings
      const after = await put(draft, settings)
      setSettings(after)
      setDraft({})
      const undo = { label: 'Undo', onClick: () => restore(reversed(draft, before.data), after) }
      toast({ title: 'Saved.', description: 'Applies to events from now on.', action: undo })
    } catch (error) {
      fail(error)
    }
  }

  async function restore(changes: Draft, on: EventSettings) {
    try {
      setSettings(await put(changes, on))
      toast({ title: 'Undone.', description: 'The settings are as they were.' })
    } catch (error) {
      toast({ tone: 'bad', title: 'Could not undo.', description: error instanceof Error ? error.message : '' })
    }
  }

  function fail(error: unknown) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.status !== 409) return setProblem([error.message, ...Object.values(error.fields).slice(1)].join(' '))
    const theirs = error.body as EventSettings
    setSettings(theirs)
    setDraft((mine) => rebased(mine, theirs.data))
    setConflict({ by: theirs.changed_by ?? 'Someone', types: changedTypes(settings.data, theirs.data) })
  }

  return {
    settings,
    draft,
    problem,
    conflict,
    save,
    change(saved: EventSetting, next: Partial<EventSetting>) {
      setDraft((now) => changed(now, saved, next))
    },
    discard() {
      setDraft({})
      setProblem(undefined)
      setConflict(undefined)
    },
  }
}
