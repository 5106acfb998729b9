'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useAnnounce } from './announcer'
import { Button } from './button'
import { cn } from './cn'
import { useToast } from './toast'

type CopyButtonProps = {
  value: string
  /** The act with its object: "Copy webhook URL". Visible only with `showLabel`, always read aloud. */
  label?: string
  showLabel?: boolean
  className?: string
}

/** Puts `value` on the clipboard, turns into a tick for two seconds and announces "Copied". */
export function CopyButton({ value, label = 'Copy', showLabel, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const announce = useAnnounce()
  const toast = useToast()

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      announce('Copied')
    } catch {
      // Plain http on another host than localhost has no clipboard.
      toast({
        tone: 'bad',
        title: 'Your browser did not let us copy.',
        description: 'Select the text and copy it by hand.',
      })
    }
  }

  return (
    <Button
      variant={showLabel ? 'secondary' : 'ghost'}
      size={showLabel ? 'sm' : 'icon'}
      aria-label={showLabel ? undefined : label}
      title={showLabel ? undefined : label}
      onClick={copy}
      className={cn(!showLabel && 'size-7', className)}
    >
      {copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {showLabel ? label : null}
    </Button>
  )
}
