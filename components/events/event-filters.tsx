import type { Route } from 'next'
import Form from 'next/form'
import { inMode, type Mode } from '@/components/layout/mode'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { SearchInput } from '@/components/ui/search-input'
import { AllOrMain, withAll } from './all-or-main'
import { TypeFilter, type TypeOption } from './type-filter'

type EventFiltersProps = {
  action: string
  mode: Mode
  type: string | undefined
  email: string | undefined
  /** Details and twins too. */
  all: boolean
  types: readonly TypeOption[]
}

/** What the list is narrowed to. A form that asks for an address, so it works by keyboard, Back and a shared link. */
export function EventFilters({ action, mode, type, email, all, types }: EventFiltersProps) {
  const filters = Number(Boolean(type)) + Number(Boolean(email))
  return (
    <Form action={action as Route} className="mb-4 flex flex-wrap items-center gap-2" key={`${type} ${email}`}>
      {mode === 'test' ? <input type="hidden" name="mode" value="test" /> : null}
      {all ? <input type="hidden" name="show" value="all" /> : null}
      <TypeFilter types={types} chosen={type} className="w-64 max-sm:w-full" />
      <SearchInput
        label="E-mail address"
        placeholder="ada@example.com"
        name="email"
        defaultValue={email}
        className="w-64 max-sm:flex-1"
      />
      <Button type="submit">Filter</Button>
      {filters > 0 ? (
        <Link href={inMode(withAll(action, all), mode)} className="text-link px-1">
          {filters === 1 ? 'Clear the filter' : `Clear ${filters} filters`}
        </Link>
      ) : null}
      {type ? null : (
        // A type that was chosen is shown whether it is a main one or not.
        <AllOrMain all={all} href={withEmail(action, email)} mode={mode} className="max-sm:w-full lg:ml-auto" />
      )}
    </Form>
  )
}

const withEmail = (action: string, email: string | undefined) =>
  email ? `${action}?email=${encodeURIComponent(email)}` : action
