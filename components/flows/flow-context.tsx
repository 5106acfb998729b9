'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { liveRead } from '@/components/live/client'
import type { FlowDetailJson } from '@/lib/flows/json'

/** What the editor tells the head of the page, which stands above all tabs. */
export interface Editing {
  /** Changes that are not saved. */
  count: number
  /** Saves them; null when that did not work, which the editor says itself. */
  save(): Promise<FlowDetailJson | null>
}

interface FlowState {
  /** As it is now. */
  flow: FlowDetailJson
  /** What the API answered just now. */
  setFlow(flow: FlowDetailJson): void
  /** Nobody looks any more: not finding what the reader removes would read as having lost the access to it. */
  setLeaving(leaving: boolean): void
  mayManage: boolean
  unsaved: number
  editing: { current: Editing | null }
  setUnsaved(count: number): void
  /** Grows when somebody tried to publish and something stood in the way. */
  refused: number
  setRefused(count: number): void
}

const Flow = createContext<FlowState | null>(null)

/** One flow for the head and the tabs of its pages, looked at again every two seconds. */
export function FlowProvider(props: { first: FlowDetailJson; mayManage: boolean; children: ReactNode }) {
  const { first, mayManage, children } = props
  const source = `/api/v1/flows/${first.id}`
  const [leaving, setLeaving] = useState(false)
  const [unsaved, setUnsaved] = useState(0)
  const [refused, setRefused] = useState(0)
  const editing = useRef<Editing>(null)
  const client = useQueryClient()
  const { data: flow } = useQuery({
    ...liveRead<FlowDetailJson>(source, 2_000),
    initialData: first,
    enabled: !leaving,
  })
  const state = useMemo(
    () => ({
      ...{ flow, mayManage, unsaved, setUnsaved, editing, setLeaving, refused, setRefused },
      async setFlow(now: FlowDetailJson) {
        // An answer that was on its way would put the old one back.
        await client.cancelQueries({ queryKey: ['live', source] })
        client.setQueryData(['live', source], now)
      },
    }),
    [flow, mayManage, unsaved, refused, client, source],
  )
  return <Flow value={state}>{children}</Flow>
}

export function useFlow(): FlowState {
  const state = useContext(Flow)
  if (!state) throw new Error('Stands outside of FlowProvider')
  return state
}
