'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Status, type StatusName } from '@/components/ui/status'
import type { TriedStepJson } from '@/lib/flows/try-json'
import { isolated } from '@/lib/text/isolated'
import { MailPreview } from './mail-preview'
import { StepIcon } from './step-icon'

type TriedStepProps = {
  step: TriedStepJson
  number: string
  /** Of a branch: which path is taken. */
  path: string | null
  onShow: () => void
}

/** One step of the walk: what would become of it and why, its mail or request on demand. */
export function TriedStep({ step, number, path, onShow }: TriedStepProps) {
  const [open, setOpen] = useState(false)
  const look = looks[step.outcome]
  const more = step.mail ? 'mail' : step.request ? 'request' : null
  return (
    <li className="flex gap-2.5">
      <span className="tabular mt-0.5 min-w-9 font-medium text-faint text-sm">{number}</span>
      <span className="mt-0.5 text-muted">
        <StepIcon kind={step.kind} />
      </span>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={onShow}
          className="wrap-anywhere cursor-pointer rounded-sm text-start hover:underline"
          aria-label={`Open step ${number}: ${step.sentence}`}
        >
          {step.sentence}
        </button>
        <p className="text-sm">
          {step.outcome === 'path' ? (
            <span className="text-muted">{path ? `Takes “${path}”` : (step.says ?? 'Goes on')}</span>
          ) : (
            <Status status={look.status} className="text-sm">
              {look.word}
              {step.title ? `: ${step.title}` : ''}
              {step.says ? ` (${isolated(step.says)})` : ''}
            </Status>
          )}
        </p>
        {step.change ? <p className="wrap-anywhere text-muted text-sm">{isolated(step.change)}</p> : null}
        {more ? (
          <Button variant="ghost" size="sm" className="mt-1 -ml-3" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? `Hide the ${more}` : `Show the ${more}`}
          </Button>
        ) : null}
        {open && step.mail ? <MailPreview mail={step.mail} /> : null}
        {open && step.request ? <CodeBlock label="Request" value={requestText(step.request)} /> : null}
      </div>
    </li>
  )
}

const looks: Record<TriedStepJson['outcome'], { status: StatusName; word: string }> = {
  would_do: { status: 'delivered', word: 'Would be done' },
  would_wait: { status: 'queued', word: 'Would wait' },
  would_skip: { status: 'ignored', word: 'Would be skipped' },
  would_fail: { status: 'failed', word: 'Would fail' },
  path: { status: 'idle', word: 'Goes on' },
}

function requestText({ method, url, headers, body }: NonNullable<TriedStepJson['request']>): string {
  const lines = headers.map(({ name, value }) => `${name}: ${value}`)
  return [`${method} ${url}`, ...lines, ...(body ? ['', body] : [])].join('\n')
}
