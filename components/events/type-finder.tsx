'use client'

import { Finder } from '@/components/ui/finder'
import { alsoCalled } from '@/lib/catalogue/also-called'
import type { TypeOption } from './type-filter'

type TypeFinderProps = { types: readonly TypeOption[]; chosen: string | undefined; onChoose: (type: string) => void }

/** An event type by its name, by Stripe's, or by what people also call it. */
export function TypeFinder({ types, chosen, onChoose }: TypeFinderProps) {
  return (
    <Finder
      label="Find an event"
      listLabel="Events"
      nothing="No event has this in its name."
      items={types}
      keyOf={({ type }) => type}
      textOf={({ type, label }) => `${label} ${type} ${alsoCalled(type)}`}
      isHere={({ type }) => type === chosen}
      draw={({ type, label }) => (
        <>
          <span className="block truncate">{label}</span>
          <span className="block truncate font-mono text-muted text-xs">{type}</span>
        </>
      )}
      onChoose={({ type }) => onChoose(type)}
    />
  )
}
