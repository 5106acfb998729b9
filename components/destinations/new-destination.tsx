'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { inMode, type Mode } from '@/components/layout/mode'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import type { Snippet } from '@/lib/destinations/webhook/snippets'
import type { KindWords } from '@/lib/destinations/words'
import type { ChoiceRow } from './choice-rows'
import { ConfigFields, type FormField } from './config-fields'
import { EventChoice } from './event-choice'
import { SecretShown } from './secret-shown'

type NewDestinationProps = {
  siteId: string
  mode: Mode
  kind: { kind: string; label: string; words: KindWords }
  fields: readonly FormField[]
  rows: readonly ChoiceRow[]
  groups: readonly { id: string; label: string }[]
  /** How a receiver checks our signature; none where nothing is signed. */
  snippets: readonly Snippet[]
  /** What the sandbox takes, while it runs. */
  demo: Readonly<Record<string, string>> | null
  /** `/sites/…/destinations`. */
  base: string
}

type Made = DestinationJson & { signing_secret: string | null }

/** Steps two and three of making a destination: how to reach it, and what it hears. Its receiver is asked before anything is saved. */
export function NewDestination(props: NewDestinationProps) {
  const { siteId, mode, kind, fields, rows, groups, snippets, demo, base } = props
  const [name, setName] = useState(kind.label)
  const [config, setConfig] = useState<Record<string, unknown>>({})
  const [types, setTypes] = useState<string[] | null>(null)
  const [failure, setFailure] = useState<ApiFailure>()
  const [made, setMade] = useState<Made>()
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const router = useRouter()
  const toast = useToast()

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [failure])

  const open = (id: string) => router.push(inMode(`${base}/${id}`, mode) as Route)

  async function create(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      const body = { site_id: siteId, livemode: mode === 'live', kind: kind.kind, name, config, types }
      const answer = await api<Made>('POST', '/api/v1/destinations', body)
      if (answer.signing_secret) return setMade(answer)
      toast({ title: `${answer.name} is connected.`, description: 'Events are sent from now on.' })
      open(answer.id)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  if (made?.signing_secret) {
    return <SecretShown secret={made.signing_secret} snippets={snippets} onStored={() => open(made.id)} />
  }
  const errors = failure?.fields ?? {}
  return (
    <form ref={form} noValidate onSubmit={create} className="flex flex-col gap-4">
      <Card
        title={`2. ${fields.some(({ as }) => as === 'secret') ? 'Key' : 'Address'}`}
        description={`${kind.words.asked} is asked before anything is saved.`}
      >
        <div className="flex flex-col gap-4">
          {demo ? <Demo {...kind.words.standIn} onUse={() => setConfig((now) => ({ ...now, ...demo }))} /> : null}
          <ConfigFields
            fields={fields}
            values={config}
            errors={errors}
            onChange={(field, value) => setConfig((now) => ({ ...now, [field]: value }))}
          />
          <Field label="Name" name="name" error={errors.name} hint="What your team calls it here.">
            <Input
              className="max-w-xl"
              value={name}
              maxLength={80}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          </Field>
        </div>
      </Card>
      <Card
        title="3. Events"
        description="What is switched off in the event settings is never sent, whatever stands here."
      >
        <EventChoice rows={rows} groups={groups} value={types} error={errors.types} onChange={setTypes} />
      </Card>
      {failure && Object.keys(errors).length === 0 ? (
        <Banner tone="bad" title="Nothing was saved.">
          {failure.message}
        </Banner>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={types?.length === 0}>
          Connect {kind.words.it}
        </Button>
        <LinkButton href={inMode(base, mode)} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      {types?.length === 0 ? <p className="text-muted">Choose at least one event first.</p> : null}
    </form>
  )
}

function Demo({ title, use, does, onUse }: KindWords['standIn'] & { onUse: () => void }) {
  return (
    <Banner
      title={title}
      action={
        <Button size="sm" onClick={onUse}>
          {use}
        </Button>
      }
    >
      {does}
    </Banner>
  )
}
