'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { SecretOnce } from '@/components/ui/secret-once'
import { Select } from '@/components/ui/select'
import type { Snippet } from '@/lib/destinations/webhook/snippets'

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

/** How to check that an event is from Sluice, in the reader's language. The same for every webhook. */
export function Snippets({ snippets }: { snippets: readonly Snippet[] }) {
  const [language, setLanguage] = useState(snippets[0]?.language ?? '')
  const shown = snippets.find((one) => one.language === language)
  if (!shown) return null
  return (
    <section aria-label="Check the signature" className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="font-semibold text-lg">Check the signature</h2>
          <p className="text-muted">
            Standard Webhooks. Put the secret into <code className="font-mono text-sm">WEBHOOK_SECRET</code> of your
            server, and answer with any 2xx within 15 seconds.
          </p>
        </div>
        <Field label="Language" className="w-40">
          <Select
            options={snippets.map((one) => ({ value: one.language, label: one.language }))}
            value={language}
            onValueChange={setLanguage}
          />
        </Field>
      </div>
      <CodeBlock label={shown.language} value={shown.code} />
    </section>
  )
}
