'use client'

import { useEffect, useRef, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useToast } from '@/components/ui/toast'
import type { FlowDefinition } from '@/lib/flows/definition'
import type { FlowDetailJson } from '@/lib/flows/json'
import { countChanges, sameDefinition } from './count-changes'
import { useFlow } from './flow-context'

/**
 * The draft as stored, what is changed on top, and saving. When somebody else saved first, theirs becomes the stored one and mine
 * stays on top: saving again keeps mine, discarding takes theirs. A pause or a new name is no such change.
 */
export function useFlowDraft() {
  const { flow, setFlow, editing, setUnsaved } = useFlow()
  const [stored, setStored] = useState(flow)
  const [draft, setDraft] = useState(flow.draft)
  const [failure, setFailure] = useState<ApiFailure>()
  const [conflict, setConflict] = useState(false)
  const toast = useToast()
  const count = countChanges(stored.draft, draft)

  useEffect(() => {
    if (flow.version <= stored.version) return
    if (count === 0) setDraft(flow.draft)
    // With changes of mine on top only what is no change of the draft; the rest is asked about when I save.
    if (count === 0 || sameDefinition(flow.draft, stored.draft)) setStored(flow)
  }, [flow, stored, count])

  async function save(): Promise<FlowDetailJson | null> {
    setFailure(undefined)
    setConflict(false)
    try {
      const now = await put(stored)
      setStored(now)
      // As it is shown from now on, a new secret masked; unless something was typed meanwhile.
      setDraft((current) => (current === draft ? now.draft : current))
      await setFlow(now)
      return now
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
      return null
    }
  }

  async function put(on: FlowDetailJson): Promise<FlowDetailJson> {
    try {
      return await api<FlowDetailJson>('PATCH', `/api/v1/flows/${on.id}`, { version: on.version, draft })
    } catch (error) {
      const theirs = conflicting(error)
      if (!theirs) throw error
      if (sameDefinition(theirs.draft, on.draft)) return put(theirs)
      setStored(theirs)
      setConflict(true)
      throw error
    }
  }

  // The head's buttons save first what is not saved yet.
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    editing.current = { count, save: () => latest.current() }
    setUnsaved(count)
    return () => {
      editing.current = null
      setUnsaved(0)
    }
  }, [count, editing, setUnsaved])

  return {
    draft,
    count,
    failure,
    conflict,
    change: (next: (now: FlowDefinition) => FlowDefinition) => setDraft(next),
    save,
    async saveAloud() {
      if (await save()) toast({ title: 'Saved.', description: savedWords[flow.state] })
    },
    discard() {
      setDraft(stored.draft)
      setFailure(undefined)
      setConflict(false)
    },
  }
}

const savedWords = {
  draft: 'Nobody enters before it is published.',
  live: 'It goes live when you publish the changes.',
  paused: 'It goes live when you publish the changes.',
}

function conflicting(error: unknown): FlowDetailJson | null {
  if (!(error instanceof ApiFailure) || error.status !== 409) return null
  return (error.body as { current?: FlowDetailJson }).current ?? null
}
