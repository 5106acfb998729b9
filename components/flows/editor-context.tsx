'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { SiteProduct } from '@/lib/connections/product-names'
import type { FlowDefinition } from '@/lib/flows/definition'
import type { BlockerJson } from '@/lib/flows/json'

/** An event of the catalogue, in its words. */
export interface EventOption {
  type: string
  /** `$ChargeSucceeded`. */
  name: string
  label: string
  why: string
  group: string
  /** A twin or a detail, found by search. */
  advanced: boolean
}

/** What every part of the editor may ask. */
export interface EditorFacts {
  flowId: string
  siteId: string
  livemode: boolean
  draft: FlowDefinition
  /** Changes that are not saved: what the server is asked about goes by what is stored. */
  unsaved: number
  readOnly: boolean
  /** Those that can begin a flow. */
  events: readonly EventOption[]
  groups: readonly { id: string; label: string }[]
  destinations: readonly { id: string; name: string }[]
  /** Those of the site whose names are known, and those the flow asks for already. */
  products: readonly SiteProduct[]
  blockers: readonly BlockerJson[]
  change(next: (now: FlowDefinition) => FlowDefinition): void
}

const Editor = createContext<EditorFacts | null>(null)

export function EditorProvider({ facts, children }: { facts: EditorFacts; children: ReactNode }) {
  return <Editor value={facts}>{children}</Editor>
}

export function useEditor(): EditorFacts {
  const facts = useContext(Editor)
  if (!facts) throw new Error('Stands outside of EditorProvider')
  return facts
}
