'use client'

import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from './button'
import { CopyButton } from './copy-button'

type SecretOnceProps = {
  /** "Your new API key". */
  title: string
  secret: string
  /** What happens to it from now on. */
  note?: string
  /** The act of the copy button. */
  copyLabel?: string
  /** The reader has stored it: forget it, go on. */
  onStored: () => void
}

/** A new key, shown once and never again. Takes focus, so a screen reader hears of it; gone with "I stored it". */
export function SecretOnce({
  title,
  secret,
  note = 'We keep only a fingerprint, so nobody, including us, can show it again.',
  copyLabel = 'Copy key',
  onStored,
}: SecretOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  return (
    <section className="rounded-lg border border-accent-text/30 bg-accent-soft p-5">
      <h2 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold text-lg">
        <KeyRound aria-hidden className="size-4.5 text-accent-text" />
        {title}
      </h2>
      <p className="mt-1">Copy it now. {note}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface p-2 pl-3">
        <code className="min-w-0 flex-1 basis-52 select-all break-all font-mono text-sm">{secret}</code>
        <CopyButton value={secret} label={copyLabel} showLabel />
      </div>
      <Button variant="primary" className="mt-4" onClick={onStored}>
        I stored it
      </Button>
    </section>
  )
}
