'use client'

import { type FormEvent, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { useAnnounce } from '@/components/ui/announcer'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { TestAnswer, type TestSent } from './test-answer'

export type TestFormProps = {
  destinationId: string
  name: string
  /** Kinds that keep people make this one up at the receiver. */
  keepsPeople: boolean
  types: readonly { value: string; label: string }[]
}

/** Chooses the example and the person, sends it, and shows what was said. */
export function TestForm({ destinationId, name, keepsPeople, types }: TestFormProps) {
  const [type, setType] = useState(types[0]?.value ?? 'charge.succeeded')
  const [email, setEmail] = useState('test@example.com')
  const [sent, setSent] = useState<TestSent>()
  const [failure, setFailure] = useState<ApiFailure>()
  const [busy, setBusy] = useState(false)
  const announce = useAnnounce()

  async function send(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    setSent(undefined)
    try {
      const answer = await api<TestSent>('POST', `/api/v1/destinations/${destinationId}/test`, { type, email })
      setSent(answer)
      announce(answer.outcome === 'delivered' ? 'Test event accepted' : (answer.title ?? 'Test event refused'))
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label="Event" name="type" error={failure?.fields.type}>
          <Select options={types} value={type} onValueChange={setType} />
        </Field>
        <Field
          label="About"
          name="email"
          error={failure?.fields.email}
          hint={keepsPeople ? `${name} makes this person up if it does not know them.` : undefined}
        >
          <Input type="email" value={email} autoComplete="off" onChange={({ target }) => setEmail(target.value)} />
        </Field>
      </div>
      <Button type="submit" variant="primary" busy={busy} className="self-start">
        Send test event
      </Button>
      {failure && Object.keys(failure.fields).length === 0 ? (
        <Banner tone="bad" title="Nothing was sent.">
          {failure.message}
        </Banner>
      ) : null}
      {sent ? <TestAnswer sent={sent} /> : null}
    </form>
  )
}
