'use client'

import { useState } from 'react'
import { Finder } from '@/components/ui/finder'
import { Input } from '@/components/ui/input'
import type { SiteProduct } from '@/lib/connections/product-names'
import { isolated } from '@/lib/text/isolated'
import { useEditor } from './editor-context'
import { FinderSelect } from './finder-select'

type ProductValueProps = { label: string; value: string; onChange: (id: string) => void }

/** A product, found by its name. One that Stripe has not told of yet is given by its id. */
export function ProductValue({ label, value, onChange }: ProductValueProps) {
  const { products, readOnly } = useEditor()
  const known = products.find(({ id }) => id === value)
  const [isTyping, setTyping] = useState(false)
  const choices = offered(products)
  if (isTyping || (value !== '' && !known) || choices.length === 0) {
    return (
      <Input
        aria-label={label}
        className="min-w-20 flex-1 basis-36"
        placeholder="prod_…"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={255}
        autoFocus={isTyping && value === ''}
        value={value}
        onChange={({ target }) => onChange(target.value.trim())}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
      />
    )
  }
  return (
    <FinderSelect
      label={label}
      words={isolated(known?.name ?? 'Choose a product')}
      isChosen={known !== undefined}
      readOnly={readOnly}
      className="min-w-0 flex-1 basis-36"
    >
      {(close) => (
        <Finder
          label="Find a product"
          listLabel="Products"
          items={[...choices, another]}
          keyOf={({ id }) => id}
          textOf={({ id, name }) => `${name} ${id}`}
          stays={({ id }) => id === another.id}
          isHere={({ id }) => id === value && id !== another.id}
          draw={({ id, name }) => (
            <>
              <span className="block truncate">{isolated(name)}</span>
              {id === another.id ? null : <span className="block truncate text-muted text-xs">{id}</span>}
            </>
          )}
          onChoose={({ id }) => {
            close()
            if (id === another.id) setTyping(true)
            onChange(id)
          }}
        />
      )}
    </FinderSelect>
  )
}

const another = { id: '', name: 'Another one, by its id' }

export const offered = (products: readonly SiteProduct[]) => products.filter(({ isOffered }) => isOffered)
