'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { inMode, modeOf } from '@/components/layout/mode'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

type ExamplePickerProps = { types: readonly { value: string; label: string }[]; value: string }

/** Which event the example shows; it stands in the address. */
export function ExamplePicker({ types, value }: ExamplePickerProps) {
  const router = useRouter()
  const path = usePathname()
  const mode = modeOf(useSearchParams().get('mode'))
  return (
    <Field label="Example event" className="w-full max-w-72">
      <Select
        options={types}
        value={value}
        onValueChange={(type) => router.replace(inMode(`${path}?type=${type}`, mode) as Route)}
      />
    </Field>
  )
}
