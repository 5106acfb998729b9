'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { cn } from './cn'
import { controlStyle } from './input'
import { usePopupContainer } from './popup-container'
import { popupItemStyle, popupStyle } from './popup-style'

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean }

type SelectProps = {
  options: readonly SelectOption[]
  value?: string | undefined
  defaultValue?: string | undefined
  onValueChange?: (value: string) => void
  name?: string
  placeholder?: string
  disabled?: boolean
  required?: boolean
  /** Only when no `Field` labels it. */
  'aria-label'?: string
  id?: string
  className?: string
}

/** One of a short list. For more than about 20 options use a search instead. */
export function Select({ options, onValueChange, placeholder = 'Choose…', className, id, ...rest }: SelectProps) {
  const { 'aria-label': label, ...root } = rest
  return (
    <BaseSelect.Root
      {...withoutUndefined(root)}
      items={options}
      onValueChange={(value: string | null) => {
        if (value !== null) onValueChange?.(value)
      }}
    >
      <BaseSelect.Trigger
        id={id}
        aria-label={label}
        className={cn(
          controlStyle,
          'flex h-9 items-center justify-between gap-2 text-start data-disabled:opacity-60',
          className,
        )}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <BaseSelect.Icon className="text-faint">
          <ChevronsUpDown aria-hidden className="size-4" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal {...usePopupContainer()}>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-55 outline-none">
          <BaseSelect.Popup className={cn(popupStyle, 'min-w-[var(--anchor-width)]')}>
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled ?? false}
                  className={cn(popupItemStyle, 'grid grid-cols-[1fr_1rem]')}
                >
                  <span className="min-w-0">
                    <BaseSelect.ItemText className="block">{option.label}</BaseSelect.ItemText>
                    {option.hint ? <span className="block text-faint text-sm">{option.hint}</span> : null}
                  </span>
                  <BaseSelect.ItemIndicator className="text-accent-text">
                    <Check aria-hidden />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  )
}

/** `value={undefined}` would turn a controlled select into an uncontrolled one; leave the key out instead. */
function withoutUndefined<T extends object>(props: T) {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))
}
