'use client'

import { useState } from 'react'
import type { TriedStepJson } from '@/lib/flows/try-json'
import { isolated } from '@/lib/text/isolated'
import { framedMail } from './framed-mail'
import { Segments } from './segments'

type Mail = NonNullable<TriedStepJson['mail']>

/** A mail as it arrives: on a phone, on a desktop, light, dark and as plain text. Nothing in it can run or call out. */
export function MailPreview({ mail }: { mail: Mail }) {
  const [form, setForm] = useState<'phone' | 'desktop' | 'text'>('phone')
  const [look, setLook] = useState<'light' | 'dark'>('light')
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Segments label="Shown as" options={forms} value={form} onChange={setForm} />
        {form === 'text' ? null : <Segments label="Colours" options={looks} value={look} onChange={setLook} />}
      </div>
      <div className="overflow-hidden rounded-lg border border-line-strong">
        <dl className="wrap-anywhere border-line border-b bg-sunken px-4 py-2.5 text-sm">
          <Line term="From">{isolated(mail.from_name)}</Line>
          <Line term="To">{isolated(mail.to)}</Line>
          <Line term="Subject">
            <span className="font-medium">{isolated(mail.subject)}</span>
            {mail.preview ? <span className="text-muted"> – {isolated(mail.preview)}</span> : null}
          </Line>
        </dl>
        {form === 'text' ? (
          <pre className="wrap-anywhere max-h-128 overflow-y-auto whitespace-pre-wrap bg-surface p-4 font-mono text-sm">
            {mail.text}
          </pre>
        ) : (
          <div className="bg-sunken p-3">
            <iframe
              title={`The mail “${mail.subject}” on a ${form}, ${look}`}
              // Nothing allowed: no scripts, no forms, no way out of the frame.
              sandbox=""
              srcDoc={framedMail(mail.html, { dark: look === 'dark', nonce: nonceOfPage() })}
              className="mx-auto block h-128 max-w-full rounded-md border border-line bg-white"
              style={{ width: form === 'phone' ? 375 : '100%', colorScheme: look }}
            />
          </div>
        )}
      </div>
    </div>
  )
}

const forms = [
  { value: 'phone', label: 'Phone' },
  { value: 'desktop', label: 'Desktop' },
  { value: 'text', label: 'Plain text' },
] as const

const looks = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt className="w-14 shrink-0 text-muted">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

/** Of the document this runs in: after going from page to page it is still that of the first. */
const nonceOfPage = () => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
