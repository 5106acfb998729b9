'use client'

import { Combobox } from '@base-ui/react/combobox'
import { Check, Search } from 'lucide-react'
import type { ReactNode } from 'react'

type FinderProps<Item> = {
  /** What is looked for: "Find a site". */
  label: string
  /** What the list holds: "Sites". */
  listLabel: string
  /** Said when nothing is found. */
  nothing?: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  /** What is searched. */
  textOf: (item: Item) => string
  /** What is offered whatever was typed. */
  stays?: (item: Item) => boolean
  isHere: (item: Item) => boolean
  draw: (item: Item) => ReactNode
  onChoose: (item: Item) => void
}

/** For a `Popover`: type a part of a name, walk the list by arrow keys, choose. Weighs 60 kB, so fetch it when that opens. */
export function Finder<Item>(props: FinderProps<Item>) {
  const { label, listLabel, nothing, items, keyOf, textOf, stays, isHere, draw, onChoose } = props
  return (
    <Combobox.Root
      inline
      open
      autoHighlight
      items={items}
      itemToStringLabel={textOf}
      filter={(item: Item, query: string) =>
        stays?.(item) === true || textOf(item).toLowerCase().includes(query.trim().toLowerCase())
      }
      onValueChange={(item: Item | null) => {
        if (item !== null) onChoose(item)
      }}
    >
      <div className="relative border-line border-b">
        <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint" />
        <Combobox.Input
          autoFocus
          data-autofocus
          aria-label={label}
          placeholder={label}
          className="h-10 w-full bg-transparent pr-3 pl-9 outline-none placeholder:text-faint pointer-coarse:h-11 pointer-coarse:text-lg"
        />
      </div>
      <Combobox.Empty className="px-3 py-4 text-muted empty:p-0">{nothing}</Combobox.Empty>
      <Combobox.List aria-label={listLabel} className="max-h-64 overflow-y-auto p-1 empty:p-0">
        {(item: Item) => (
          <Combobox.Item
            key={keyOf(item)}
            value={item}
            aria-current={isHere(item) || undefined}
            className="flex min-h-8 cursor-default select-none items-center justify-between gap-2 rounded-md px-2 py-1.5 text-base outline-none data-highlighted:bg-hover data-highlighted:text-ink pointer-coarse:min-h-11 forced-colors:data-highlighted:outline-2 [&_svg]:size-4 [&_svg]:shrink-0"
          >
            <span className="min-w-0 flex-1">{draw(item)}</span>
            {isHere(item) ? <Check aria-hidden className="text-accent-text" /> : null}
          </Combobox.Item>
        )}
      </Combobox.List>
    </Combobox.Root>
  )
}
