'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import { connectHref, modeWords } from './words'

type InstallFormProps = {
  teamId: string
  sites: readonly { id: string; name: string }[]
  /** The modes this server is set up for; the first one is chosen. */
  modes: readonly { livemode: boolean }[]
}

/** Where events should land and which mode, then a plain link: Stripe is reached by a click, never by a form (CSP). */
export function InstallForm({ teamId, sites, modes }: InstallFormProps) {
  const [siteId, setSiteId] = useState(sites[0]?.id)
  const [livemode, setLivemode] = useState(modes[0]?.livemode ?? true)
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Site" hint="Where the events land. You can change it later.">
          <Select
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
            value={siteId}
            onValueChange={setSiteId}
          />
        </Field>
        <Field
          label="Mode"
          hint={livemode ? 'Real customers and real money.' : 'Stripe’s test data, kept apart from live.'}
        >
          <Select
            options={modes.map((mode) => ({ value: modeWords(mode.livemode), label: mode.livemode ? 'Live' : 'Test' }))}
            value={modeWords(livemode)}
            onValueChange={(value) => setLivemode(value === 'live')}
          />
        </Field>
      </div>
      <div>
        <LinkButton outside variant="primary" href={connectHref(teamId, { livemode, ...(siteId ? { siteId } : {}) })}>
          Install Stripe App
        </LinkButton>
      </div>
    </div>
  )
}
