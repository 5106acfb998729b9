'use client'

import { FlaskConical } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useId } from 'react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Switch } from '@/components/ui/switch'
import { inMode, modeOf } from './mode'

/** Shows test data instead of live data. The address carries it, so Back, reload and a shared link agree. */
export function ModeSwitch({ className }: { className?: string }) {
  const router = useRouter()
  const { mode, addressIn } = useMode()
  const id = useId()
  return (
    <div className={cn('flex items-center justify-between gap-2', className)}>
      <label htmlFor={id} className="flex items-center gap-2.5 font-medium text-muted">
        <FlaskConical aria-hidden className="size-4 text-faint" />
        Test data
      </label>
      <Switch
        id={id}
        words={null}
        checked={mode === 'test'}
        onCheckedChange={(on) => router.push(addressIn(on ? 'test' : 'live'))}
      />
    </div>
  )
}

/** The thin band that keeps anyone from taking test figures for real ones. */
export function TestBand() {
  const { mode, addressIn } = useMode()
  if (mode === 'live') return null
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-3 border-test/30 border-b bg-test-soft px-4 py-1 text-sm text-test"
    >
      <span className="flex items-center gap-1.5 font-medium">
        <FlaskConical aria-hidden className="size-4" />
        Test data
      </span>
      <Link href={addressIn('live')} className="rounded-sm underline underline-offset-3">
        Show live data
      </Link>
    </div>
  )
}

function useMode() {
  const path = usePathname()
  const query = useSearchParams()
  return {
    mode: modeOf(query.get('mode')),
    // A cursor belongs to the list of one mode only.
    addressIn(mode: 'live' | 'test') {
      const parameters = new URLSearchParams(query)
      parameters.delete('cursor')
      return inMode(`${path}?${parameters}`, mode)
    },
  }
}
