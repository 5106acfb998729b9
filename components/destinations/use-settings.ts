'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { bodyOf, countChanges, type Draft, sameSettings, settled, untouched } from './settings-draft'

/**
 * The settings as stored, what is changed on top, and saving. When somebody else saved first, theirs become the stored ones and mine
 * stay on top: saving again keeps mine, discarding takes theirs. A pause or a new signing secret is no such change.
 */
export function useSettings(initial: DestinationJson) {
  const [stored, setStored] = useState(initial)
  const [draft, setDraft] = useState<Draft>(untouched)
  const [failure, setFailure] = useState<ApiFailure>()
  const [conflict, setConflict] = useState(false)
  const router = useRouter()
  const toast = useToast()

  useEffect(() => {
    setStored((now) => (initial.version > now.version && sameSettings(now, initial) ? initial : now))
  }, [initial])

  async function save() {
    setFailure(undefined)
    setConflict(false)
    try {
      await put(stored)
      setDraft(untouched)
      toast({ title: 'Saved.', description: 'Applies to what is sent from now on.' })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }

  async function put(on: DestinationJson): Promise<void> {
    try {
      setStored(await api<DestinationJson>('PATCH', `/api/v1/destinations/${on.id}`, bodyOf(draft, on, on.version)))
    } catch (error) {
      const theirs = conflicting(error)
      if (!theirs) throw error
      if (sameSettings(theirs, on)) return put(theirs)
      setStored(theirs)
      setDraft((mine) => settled(mine, theirs))
      setConflict(true)
      throw error
    }
  }

  return {
    stored,
    draft,
    count: countChanges(draft),
    failure,
    conflict,
    save,
    change: (next: Partial<Draft>) => setDraft((now) => settled({ ...now, ...next }, stored)),
    discard() {
      setDraft(untouched)
      setFailure(undefined)
      setConflict(false)
    },
  }
}

function conflicting(error: unknown): DestinationJson | null {
  if (!(error instanceof ApiFailure) || error.status !== 409) return null
  return (error.body as { current?: DestinationJson }).current ?? null
}
