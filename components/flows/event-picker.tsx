'use client'

import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchInput } from '@/components/ui/search-input'
import { alsoCalled } from '@/lib/catalogue/also-called'
import { type EventOption, useEditor } from './editor-context'

type EventPickerProps = { chosen: string; onPick: (type: string) => void }

/** Which event starts the flow: those most flows start by first, all others by family, everything by search. */
export function EventPicker({ chosen, onPick }: EventPickerProps) {
  const { events, groups } = useEditor()
  const [search, setSearch] = useState('')
  const found = foundEvents(events, search)
  const families = search.trim() === '' ? [{ id: 'often', label: 'Often used' }, ...groups] : groups
  return (
    <div className="flex flex-col gap-3">
      <SearchInput
        label="Search events"
        placeholder="Search by what happened, such as “refund”"
        value={search}
        onValueChange={setSearch}
        className="max-w-md"
      />
      <div className="rounded-lg border border-line">
        {families.map(({ id, label }) => {
          const own =
            id === 'often'
              ? often.flatMap((type) => events.filter((event) => event.type === type))
              : found.filter(({ group }) => group === id)
          return own.length === 0 ? null : (
            <Family
              key={id}
              label={label}
              events={own}
              chosen={chosen}
              unfolded={search.trim() !== '' || id === 'often'}
              onPick={onPick}
            />
          )
        })}
        {found.length === 0 ? (
          <EmptyState title="No event matches" action={<Button onClick={() => setSearch('')}>Clear search</Button>} />
        ) : null}
      </div>
    </div>
  )
}

/** What the worked examples start by. */
const often = [
  'charge.succeeded',
  'invoice.paid',
  'invoice.payment_failed',
  'charge.failed',
  'customer.created',
  'customer.subscription.created',
  'customer.subscription.trial_will_end',
  'checkout.session.completed',
  'charge.refunded',
  'quote.accepted',
]

/** Every word must occur; twins and details are found only by searching. */
function foundEvents(events: readonly EventOption[], search: string): readonly EventOption[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return events.filter(({ advanced }) => !advanced)
  return events.filter(({ type, name, label, why }) => {
    const text = `${label} ${type} ${name} ${why} ${alsoCalled(type)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

type FamilyProps = {
  label: string
  events: readonly EventOption[]
  chosen: string
  unfolded: boolean
  onPick: (type: string) => void
}

function Family({ label, events, chosen, unfolded, onPick }: FamilyProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const isOpen = open || unfolded
  return (
    <section aria-label={label} className="border-line border-t first:border-t-0">
      {unfolded ? (
        <p className="px-4 pt-3 pb-1 font-medium text-faint text-sm">{label}</p>
      ) : (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 w-full items-center gap-2 px-4 text-start font-medium hover:bg-hover focus-visible:-outline-offset-2"
        >
          {label}
          <ChevronRight aria-hidden className={cn('size-4 text-faint transition-transform', isOpen && 'rotate-90')} />
          <span className="tabular ml-auto font-normal text-muted text-sm">{events.length}</span>
        </button>
      )}
      <ul id={id} hidden={!isOpen} className="pb-1.5">
        {isOpen
          ? events.map((event) => (
              <li key={event.type}>
                <button
                  type="button"
                  aria-current={event.type === chosen || undefined}
                  onClick={() => onPick(event.type)}
                  className="block w-full cursor-pointer px-4 py-2 text-start hover:bg-hover focus-visible:-outline-offset-2 aria-current:bg-accent-soft pointer-coarse:min-h-11"
                >
                  <span className="font-medium">{event.label}</span>{' '}
                  <code className="wrap-anywhere font-mono text-faint text-xs">{event.name}</code>
                  <span className="block text-muted text-sm">{event.why}</span>
                </button>
              </li>
            ))
          : null}
      </ul>
    </section>
  )
}
