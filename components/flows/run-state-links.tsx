import { inMode, type Mode } from '@/components/layout/mode'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { type RunStateFilter, runStates } from './flow-words'

type RunStateLinksProps = { base: string; mode: Mode; state: RunStateFilter }

/** Which runs are shown. */
export function RunStateLinks({ base, mode, state }: RunStateLinksProps) {
  return (
    <ChoiceLinks
      label="Which runs"
      choices={runStates.map(({ value, label }) => ({
        href: inMode(value === 'all' ? base : `${base}?state=${value}`, mode),
        label,
        current: value === state,
      }))}
    />
  )
}
