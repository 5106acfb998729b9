'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import { connectHref, modeWords } from './words'

type InstallFormProps = {
  teamId: string
  sites: readonly { id: string; name: string }[]
  /** The modes this server is set up for. */
  modes: readonly { livemode: boolean }[]
  /** The site that is chosen until another is. */
  defaultSiteId: string | undefined
  /** The mode that is chosen until another is, if the server is set up for it; else the first one. */
  defaultLivemode?: boolean
  /** Something else stands in for Stripe here: its live side is as invented as its test side. */
  sandbox: boolean
}

/** Where events should land and which mode, then a plain link: Stripe is reached by a click, never by a form (CSP). */
export function InstallForm({ teamId, sites, modes, defaultSiteId, defaultLivemode, sandbox }: InstallFormProps) {
  const [siteId, setSiteId] = useState(defaultSiteId)
  const [livemode, setLivemode] = useState(
    (modes.find((mode) => mode.livemode === defaultLivemode) ?? modes[0])?.livemode ?? true,
  )
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
        <Field label="Mode" hint={modeHint(livemode, sandbox)}>
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

function modeHint(livemode: boolean, sandbox: boolean): string {
  if (!livemode) return 'Stripe’s test data, kept apart from live.'
  return sandbox ? 'The sandbox’s live side: invented customers, and no money moves.' : 'Real customers and real money.'
}
