'use client'

import { useLater } from '@/components/ui/later'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { FlowEditorProps } from './flow-editor'

const load = () => import('./flow-editor').then(({ FlowEditor }) => FlowEditor)

/** The editor, fetched once the page stands: it weighs more than a page may. */
export function LaterEditor(props: FlowEditorProps) {
  const Editor = useLater(true, load)
  return Editor ? <Editor {...props} /> : <SkeletonRows label="Loading the editor" rows={8} />
}
