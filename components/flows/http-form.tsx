'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { StepOf } from '@/lib/flows/definition'
import { isMask } from '@/lib/flows/header-mask'
import { useEditor } from './editor-context'
import { TemplateField } from './template-field'

type HttpStep = StepOf<'http'>
type HttpFormProps = { step: HttpStep; onChange: (step: HttpStep) => void }

/** A request to a server of the team's own. */
export function HttpForm({ step, onChange }: HttpFormProps) {
  const to = (part: Partial<HttpStep>) => onChange({ ...step, ...part })
  return (
    <div className="flex flex-col gap-4">
      <Field label="Method" className="max-w-36">
        <Select
          options={methods}
          value={step.method}
          onValueChange={(method) => to({ method: method as HttpStep['method'] })}
        />
      </Field>
      <TemplateField
        label="Address"
        hint="https only. Variables may stand behind the host."
        value={step.url}
        most={2000}
        placeholder="https://"
        onChange={(url) => to({ url })}
      />
      <Headers headers={step.headers} onChange={(headers) => to({ headers })} />
      {step.method === 'GET' ? null : (
        <TemplateField
          label="Body"
          hint="Sent as JSON when it is JSON. Empty: none."
          value={step.body}
          most={50_000}
          rows={6}
          mono
          onChange={(body) => to({ body })}
        />
      )}
    </div>
  )
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ value: method, label: method }))

type Header = HttpStep['headers'][number]
type HeadersProps = { headers: HttpStep['headers']; onChange: (headers: HttpStep['headers']) => void }

function Headers({ headers, onChange }: HeadersProps) {
  const edit = (at: number, part: Partial<Header>) =>
    onChange(headers.map((header, place) => (place === at ? { ...header, ...part } : header)))
  const storedHint = useEditor().readOnly ? 'Stored.' : 'Stored. Type to replace.'
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">Headers</legend>
      {headers.map((header, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={at} className="flex max-w-xl gap-2">
          <Input
            aria-label={`Name of header ${at + 1}`}
            placeholder="Authorization"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={header.name}
            onChange={({ target }) => edit(at, renamed(header, target.value))}
          />
          <Input
            aria-label={`Value of header ${at + 1}`}
            placeholder={isMask(header.value) ? `${header.value} ${storedHint}` : 'Bearer …'}
            autoComplete="off"
            spellCheck={false}
            maxLength={2000}
            value={isMask(header.value) ? '' : header.value}
            onChange={({ target }) => edit(at, { value: target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove header ${at + 1}`}
            className="mt-0.5"
            onClick={() => onChange(headers.filter((_, place) => place !== at))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {headers.length < 20 ? (
        <Button size="sm" className="self-start" onClick={() => onChange([...headers, { name: '', value: '' }])}>
          <Plus aria-hidden />
          Add a header
        </Button>
      ) : null}
    </fieldset>
  )
}

/** A stored value is sealed to its header: under another name it is to be typed again. */
function renamed({ name: before, value }: Header, name: string): Header {
  const isOther = name.toLowerCase() !== before.toLowerCase()
  return { name, value: isOther && isMask(value) ? '' : value }
}
