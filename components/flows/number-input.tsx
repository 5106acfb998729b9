'use client'

import { useState } from 'react'
import { Input } from '@/components/ui/input'

type NumberInputProps = {
  value: number
  least: number
  most: number
  'aria-label'?: string
  onChange: (value: number) => void
}

/** A whole number. What is typed may be empty for a moment; only a number that will do goes on. */
export function NumberInput({ value, least, most, onChange, ...rest }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      {...rest}
      type="number"
      inputMode="numeric"
      min={least}
      max={most}
      className="w-24!"
      value={typed ?? String(value)}
      onChange={({ target }) => {
        setTyped(target.value)
        const number = Number(target.value)
        if (Number.isInteger(number) && number >= least && number <= most) onChange(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
