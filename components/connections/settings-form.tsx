'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SaveBar } from '@/components/ui/save-bar'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { useToast } from '@/components/ui/toast'
import { eventsWords } from './words'

type Values = { site_id: string; name: string; is_active: boolean }

type SettingsFormProps = {
  connectionId: string
  saved: Values
  sites: readonly { id: string; name: string }[]
  /** Where this connection's events lie now. */
  bySite: readonly { siteId: string; siteName: string; count: number }[]
  /** A disconnected account can be renamed and routed, not paused. */
  mayPause: boolean
}

/** Where events land, the name, the pause; one save bar for all three. */
export function SettingsForm({ connectionId, saved, sites, bySite, mayPause }: SettingsFormProps) {
  const [changes, setChanges] = useState<Partial<Values>>({})
  const [failure, setFailure] = useState<ApiFailure>()
  const router = useRouter()
  const toast = useToast()
  const values = { ...saved, ...changes }

  function change(next: Partial<Values>) {
    const merged = { ...changes, ...next }
    setChanges(
      Object.fromEntries(Object.entries(merged).filter(([key, value]) => saved[key as keyof Values] !== value)),
    )
  }

  async function save() {
    setFailure(undefined)
    try {
      await api('PATCH', `/api/v1/connections/${connectionId}`, changes)
      setChanges({})
      toast({ title: 'Saved.', ...(changes.site_id ? { description: 'Applies to events from now on.' } : {}) })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }

  return (
    <>
      <div className="flex flex-col gap-4">
        <Card title="Where events land">
          <Field
            name="site_id"
            label="Site"
            error={failure?.fields.site_id}
            hint={
              <SiteHint
                to={nameOf(sites, values.site_id)}
                moved={values.site_id !== saved.site_id}
                bySite={bySite}
                siteId={values.site_id}
              />
            }
          >
            <Select
              className="max-w-sm"
              options={sites.map(({ id, name }) => ({ value: id, label: name }))}
              value={values.site_id}
              onValueChange={(site_id) => change({ site_id })}
            />
          </Field>
        </Card>
        <Card title="Name">
          <Field name="name" label="What you call this account" error={failure?.fields.name}>
            <Input
              className="max-w-sm"
              value={values.name}
              maxLength={100}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
        </Card>
        <Card title="Pause">
          <Field
            inline
            name="is_active"
            label="Use events of this account"
            disabled={!mayPause}
            hint={
              mayPause
                ? 'While paused, events are kept but not applied. They are not applied later by themselves. Stripe keeps sending as usual.'
                : 'The account is disconnected. Reconnect it first.'
            }
          >
            <Switch
              checked={values.is_active}
              disabled={!mayPause}
              onCheckedChange={(is_active) => change({ is_active })}
              words={{ on: 'On', off: 'Paused' }}
            />
          </Field>
        </Card>
      </div>
      <SaveBar
        count={Object.keys(changes).length}
        onSave={save}
        onDiscard={() => {
          setChanges({})
          setFailure(undefined)
        }}
        problem={failure?.message}
      />
    </>
  )
}

type SiteHintProps = { to: string; siteId: string; moved: boolean; bySite: SettingsFormProps['bySite'] }

/** What a new site means for what is already there, with numbers. */
function SiteHint({ to, siteId, moved, bySite }: SiteHintProps) {
  const elsewhere = bySite.filter((one) => one.siteId !== siteId && one.count > 0)
  const staying = elsewhere.map(
    ({ siteName, count }) => `${eventsWords(count)} ${count === 1 ? 'stays' : 'stay'} in ${siteName}`,
  )
  if (!moved && staying.length === 0) return 'The very next event goes where you choose.'
  const now = moved ? `Applies to events from now on: they land in ${to}.` : `New events land in ${to}.`
  return staying.length > 0 ? `${now} ${listing.format(staying)}.` : now
}

const listing = new Intl.ListFormat('en', { type: 'conjunction' })

function nameOf(sites: SettingsFormProps['sites'], id: string): string {
  return sites.find((site) => site.id === id)?.name ?? 'this site'
}
