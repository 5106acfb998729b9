'use client'

import { Plus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

type HeaderRowsProps = {
  label: string
  hint?: ReactNode
  value: Readonly<Record<string, string>>
  error?: string | undefined
  onChange: (value: Record<string, string>) => void
  actions?: ReactNode
}

/** Headers of the team's own: a name and a value a row; rows without a name do not count. */
export function HeaderRows({ label, hint, value, error, onChange, actions }: HeaderRowsProps) {
  const [rows, setRows] = useState(() => Object.entries(value).map(([name, text]) => ({ name, text })))

  function change(next: typeof rows) {
    setRows(next)
    onChange(
      Object.fromEntries(next.filter(({ name }) => name.trim() !== '').map(({ name, text }) => [name.trim(), text])),
    )
  }
  const edit = (at: number, part: Partial<(typeof rows)[number]>) =>
    change(rows.map((row, place) => (place === at ? { ...row, ...part } : row)))

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={place} className="flex max-w-xl gap-2">
          <Input
            aria-label={`Name of header ${place + 1}`}
            placeholder="Authorization"
            autoComplete="off"
            spellCheck={false}
            value={row.name}
            aria-invalid={error ? true : undefined}
            onChange={({ target }) => edit(place, { name: target.value })}
          />
          <Input
            aria-label={`Value of header ${place + 1}`}
            placeholder="Bearer …"
            autoComplete="off"
            spellCheck={false}
            value={row.text}
            onChange={({ target }) => edit(place, { text: target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove header ${place + 1}`}
            className="mt-0.5"
            onClick={() => change(rows.filter((_, other) => other !== place))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => change([...rows, { name: '', text: '' }])}>
          <Plus aria-hidden />
          Add a header
        </Button>
        {actions}
      </div>
      {error ? <p className="text-bad text-sm">{error}</p> : null}
      {hint ? <p className="text-muted text-sm">{hint}</p> : null}
    </fieldset>
  )
}
