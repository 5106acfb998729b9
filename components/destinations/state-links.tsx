import { inMode, type Mode } from '@/components/layout/mode'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { deliveryStates, type StateFilter } from './delivery-words'

type StateLinksProps = { base: string; mode: Mode; state: StateFilter }

/** Which deliveries are shown. */
export function StateLinks({ base, mode, state }: StateLinksProps) {
  return (
    <ChoiceLinks
      label="Which deliveries"
      choices={deliveryStates.map(({ value, label }) => ({
        href: inMode(value === 'all' ? base : `${base}?state=${value}`, mode),
        label,
        current: value === state,
      }))}
    />
  )
}
