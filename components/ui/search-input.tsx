'use client'

import { Search, X } from 'lucide-react'
import { type ComponentProps, useRef } from 'react'
import { cn } from './cn'
import { controlStyle } from './control-style'

type SearchInputProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'value' | 'size'> & {
  /** What is searched; read aloud, and the placeholder unless another one is given. */
  label: string
  value?: string
  onValueChange?: (value: string) => void
}

/** A search field with a clear button. Give it a `name` inside a GET form, or `value` and `onValueChange`. */
export function SearchInput({ label, value, onValueChange, placeholder, className, ...rest }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null)

  function clear() {
    if (input.current) input.current.value = ''
    onValueChange?.('')
    input.current?.focus()
  }

  return (
    <div className={cn('relative min-w-0', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...(value === undefined ? {} : { value })}
        onChange={(event) => onValueChange?.(event.target.value)}
        className={cn(controlStyle, 'peer h-9 appearance-none pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden')}
      />
      <button
        type="button"
        aria-label="Clear search"
        onClick={clear}
        className="absolute top-1/2 right-1.5 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-muted hover:bg-hover peer-placeholder-shown:hidden"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
