import { CodeBlock } from '@/components/ui/code-block'
import type { TrailEntryJson } from '@/lib/flows/runs/json'

/** What a step sent, changed or was told, as it was written down. */
export function TrailDetail({ detail }: { detail: TrailEntryJson['detail'] }) {
  return <CodeBlock label="Details" value={detail} />
}
