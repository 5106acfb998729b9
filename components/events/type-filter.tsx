'use client'

import { ChevronsUpDown, X } from 'lucide-react'
import { type ComponentProps, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { controlStyle } from '@/components/ui/control-style'
import { useLater } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'

export type TypeOption = { type: string; label: string }

type TypeFilterProps = { types: readonly TypeOption[]; chosen: string | undefined; className?: string }

/** One event type, found by its name or by Stripe's. Choosing one filters at once. */
export function TypeFilter({ types, chosen, className }: TypeFilterProps) {
  const input = useRef<HTMLInputElement>(null)
  const here = types.find(({ type }) => type === chosen)

  function choose(type: string) {
    if (!input.current) return
    input.current.value = type
    input.current.form?.requestSubmit()
  }

  return (
    <div className={cn('relative min-w-0', className)}>
      <input ref={input} type="hidden" name="type" defaultValue={here?.type ?? ''} />
      <Popover
        label="Choose an event"
        buttonLabel={`Event: ${here?.label ?? 'any type'}`}
        className="w-80"
        buttonClassName={cn(controlStyle, 'flex h-9 items-center text-start', here ? 'pr-16' : 'pr-9')}
        button={
          <>
            <span className={cn('min-w-0 flex-1 truncate', !here && 'text-faint')}>{here?.label ?? 'Any type'}</span>
            <ChevronsUpDown aria-hidden className="absolute right-3 size-4 text-muted" />
          </>
        }
      >
        {(close) => (
          <FinderLater
            types={types}
            chosen={here?.type}
            onChoose={(type) => {
              close()
              choose(type)
            }}
          />
        )}
      </Popover>
      {here ? (
        <button
          type="button"
          aria-label="Show every type"
          onClick={() => choose('')}
          className="absolute top-1/2 right-9 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-muted hover:bg-hover"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  )
}

const load = () => import('./type-finder').then(({ TypeFinder }) => TypeFinder)

/** The search comes with the first opening. */
function FinderLater(props: ComponentProps<Awaited<ReturnType<typeof load>>>) {
  const TypeFinder = useLater(true, load)
  return TypeFinder ? <TypeFinder {...props} /> : <div aria-busy className="h-10" />
}
