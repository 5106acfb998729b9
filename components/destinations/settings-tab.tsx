'use client'

import type { DestinationJson } from '@/lib/destinations/json'
import type { Snippet } from '@/lib/destinations/webhook/snippets'
import { PauseCard } from './pause-card'
import { RemoveCard } from './remove-card'
import { SettingsForm, type SettingsFormProps } from './settings-form'
import { SigningCard } from './signing-card'
import { Snippets } from './snippets'

export type SettingsTabProps = Omit<SettingsFormProps, 'initial' | 'readOnly'> & {
  first: DestinationJson
  /** Of kinds that sign; empty where nothing is signed. */
  snippets: readonly Snippet[]
  overlapEnds: string | null
  listHref: string
  mayManage: boolean
}

/** Everything that can be set about a destination: pause, form, signing secret, and its end. */
export function SettingsTab({ first, snippets, overlapEnds, listHref, mayManage, ...form }: SettingsTabProps) {
  return (
    <div className="flex flex-col gap-4">
      <PauseCard first={first} mayManage={mayManage} />
      <SettingsForm {...form} initial={first} readOnly={!mayManage} />
      {snippets.length > 0 ? (
        <>
          <SigningCard destinationId={first.id} overlapEnds={overlapEnds} mayManage={mayManage} />
          <Snippets snippets={snippets} />
        </>
      ) : null}
      {mayManage ? <RemoveCard first={first} listHref={listHref} /> : null}
    </div>
  )
}
