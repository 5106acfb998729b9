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
  const [isTyped, setTyped] = useState(value !== '' && !known)
  const choices = offered(products)
  if (isTyped || choices.length === 0) {
    return (
      <Input
        aria-label={label}
        className="min-w-20 flex-1 basis-36"
        placeholder="prod_…"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={255}
        autoFocus={isTyped && value === ''}
        value={value}
        onChange={({ target }) => onChange(target.value.trim())}
        onBlur={() => setTyped(value !== '')}
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
          nothing="No product is called that."
          items={[...choices, another]}
          keyOf={({ id }) => id}
          textOf={({ id, name }) => (id === another.id ? `${name} prod_` : `${name} ${id}`)}
          isHere={({ id }) => id === value && id !== another.id}
          draw={({ id, name }) => (
            <>
              <span className="block truncate">{isolated(name)}</span>
              {id === another.id ? null : <span className="block truncate text-muted text-xs">{id}</span>}
            </>
          )}
          onChoose={({ id }) => {
            close()
            if (id === another.id) setTyped(true)
            onChange(id)
          }}
        />
      )}
    </FinderSelect>
  )
}

const another = { id: '', name: 'Another one, by its id' }

/** What is deleted at Stripe keeps its name where it was chosen, and is chosen no more. */
export const offered = (products: readonly SiteProduct[]) => products.filter(({ isDeleted }) => !isDeleted)
