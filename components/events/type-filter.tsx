'use client'

import { Combobox } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { controlStyle } from '@/components/ui/control-style'
import { popupItemStyle, popupStyle } from '@/components/ui/popup-style'
import { alsoCalled } from '@/lib/catalogue/also-called'

export type TypeOption = { type: string; label: string }

type TypeFilterProps = { types: readonly TypeOption[]; chosen: string | undefined; className?: string }

/** One event type, found by its name or by Stripe's. Choosing one filters at once. */
export function TypeFilter({ types, chosen, className }: TypeFilterProps) {
  const box = useRef<HTMLDivElement>(null)
  const here = types.find((option) => option.type === chosen) ?? null

  return (
    <div ref={box} className={cn('relative min-w-0', className)}>
      <Combobox.Root
        items={types}
        name="type"
        defaultValue={here}
        itemToStringLabel={(option: TypeOption) => option.label}
        itemToStringValue={(option: TypeOption) => option.type}
        filter={(option: TypeOption, query: string) =>
          `${option.label} ${option.type} ${alsoCalled(option.type)}`.toLowerCase().includes(query.trim().toLowerCase())
        }
        isItemEqualToValue={(a: TypeOption, b: TypeOption) => a.type === b.type}
        onValueChange={() => {
          // After the hidden input holds the new value.
          requestAnimationFrame(() => box.current?.closest('form')?.requestSubmit())
        }}
      >
        <Combobox.Input
          aria-label="Event"
          placeholder="Any type"
          className={cn(controlStyle, 'h-9 w-full truncate pr-16')}
        />
        <span className="absolute inset-y-0 right-1.5 flex items-center text-muted">
          <Combobox.Clear
            aria-label="Show every type"
            className="flex size-7 items-center justify-center rounded-sm hover:bg-hover"
          >
            <X aria-hidden className="size-4" />
          </Combobox.Clear>
          <Combobox.Trigger
            aria-label="Choose an event"
            className="flex size-7 items-center justify-center rounded-sm hover:bg-hover"
          >
            <ChevronsUpDown aria-hidden className="size-4" />
          </Combobox.Trigger>
        </span>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={4} className="z-40 outline-none">
            <Combobox.Popup className={cn(popupStyle, 'w-80 p-0')}>
              <Combobox.Empty className="px-3 py-4 text-muted empty:p-0">No event has this in its name.</Combobox.Empty>
              <Combobox.List className="max-h-80 overflow-y-auto p-1 empty:p-0">
                {(option: TypeOption) => (
                  <Combobox.Item key={option.type} value={option} className={cn(popupItemStyle, 'justify-between')}>
                    <span className="min-w-0">
                      <span className="block truncate">{option.label}</span>
                      <span className="block truncate font-mono text-muted text-xs">{option.type}</span>
                    </span>
                    <Combobox.ItemIndicator className="text-accent-text">
                      <Check aria-hidden />
                    </Combobox.ItemIndicator>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  )
}
