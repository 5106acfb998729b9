'use client'

import { SecretOnce } from '@/components/ui/secret-once'
import type { Snippet } from '@/lib/destinations/webhook/snippets'
import { Snippets } from './snippets'

type SecretShownProps = { secret: string; snippets: readonly Snippet[]; onStored: () => void }

/** A new signing secret, this one time, and how the receiver checks with it. */
export function SecretShown({ secret, snippets, onStored }: SecretShownProps) {
  return (
    <div className="flex flex-col gap-6">
      <SecretOnce
        title="The signing secret of this webhook"
        secret={secret}
        note="We keep it sealed and show it nowhere again. A lost one is replaced in the settings."
        copyLabel="Copy signing secret"
        onStored={onStored}
      />
      <Snippets snippets={snippets} />
    </div>
  )
}
