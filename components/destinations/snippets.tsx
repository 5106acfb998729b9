'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { Snippet } from '@/lib/destinations/webhook/snippets'

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
