'use client'

import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { StepOf } from '@/lib/flows/definition'
import { useEditor } from './editor-context'
import { MailPreview } from './mail-preview'
import { TemplateField } from './template-field'
import { type Tried, useTried } from './tried-context'

type EmailStep = StepOf<'email'>
type EmailFormProps = { step: EmailStep; onChange: (step: EmailStep) => void }

/** The mail of a step, and how it arrives. */
export function EmailForm({ step, onChange }: EmailFormProps) {
  const to = (part: Partial<EmailStep>) => onChange({ ...step, ...part })
  const tried = useTried()
  return (
    <div className="flex flex-col gap-4">
      <TemplateField label="Subject" value={step.subject} most={500} onChange={(subject) => to({ subject })} />
      <TemplateField
        label="Preview line"
        hint="Stands beside the subject in the inbox."
        value={step.preview}
        most={500}
        onChange={(preview) => to({ preview })}
      />
      <TemplateField
        label="Text"
        hint={<MarkdownHelp />}
        value={step.body}
        most={20_000}
        rows={10}
        onChange={(body) => to({ body })}
      />
      <Sender step={step} onChange={to} />
      {tried ? <Preview step={step} tried={tried} /> : null}
    </div>
  )
}

function MarkdownHelp() {
  return (
    <>
      Markdown: <code className="font-mono">**bold**</code>, <code className="font-mono">*italic*</code>,{' '}
      <code className="font-mono"># Heading</code>, <code className="font-mono">- list</code>,{' '}
      <code className="font-mono">[words](address)</code>. A link alone on its line becomes a button. The unsubscribe
      link is added by itself.
    </>
  )
}

function Sender({ step, onChange }: { step: EmailStep; onChange: (part: Partial<EmailStep>) => void }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label="Sender’s name" hint="Empty: the site’s name.">
        <Input
          value={step.from_name}
          maxLength={100}
          autoComplete="off"
          onChange={({ target }) => onChange({ from_name: target.value })}
        />
      </Field>
      <Field label="Answers go to" hint="Empty: to the sender.">
        <Input
          type="email"
          value={step.reply_to}
          maxLength={320}
          autoComplete="off"
          onChange={({ target }) => onChange({ reply_to: target.value })}
        />
      </Field>
    </div>
  )
}

/** The mail with the values of the event that is tried; the same one as in the panel beside. */
function Preview({ step, tried }: { step: EmailStep; tried: Tried }) {
  const { draft } = useEditor()
  const own = tried.data?.steps.find(({ step_id }) => step_id === step.id)
  return (
    <section aria-label="Preview" className="flex flex-col gap-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="font-medium">Preview</h4>
        <SendToMyself step={step} eventId={tried.eventId} />
      </div>
      {own?.mail ? (
        <MailPreview mail={own.mail} />
      ) : (
        <p className="text-muted">
          {draft.trigger.type === ''
            ? 'Choose the event that starts the flow first: its values stand in the mail.'
            : own
              ? `${own.title ?? 'Not sent'}${own.says ? `: ${own.says}` : ''}`
              : tried.isFetching
                ? 'Putting it together…'
                : 'With the event that is tried, the flow does not come to this step. Try another event, beside or below.'}
        </p>
      )}
    </section>
  )
}

function SendToMyself({ step, eventId }: { step: EmailStep; eventId: string | null }) {
  const { flowId, draft, readOnly } = useEditor()
  const [busy, setBusy] = useState(false)
  const toast = useToast()

  async function send() {
    setBusy(true)
    try {
      const { sent_to } = await api<{ sent_to: string }>('POST', `/api/v1/flows/${flowId}/test_mail`, {
        step_id: step.id,
        draft,
        ...(eventId === null ? {} : { event_id: eventId }),
      })
      toast({ title: `Sent to ${sent_to}.`, description: 'Only to you, with the values of the event that is tried.' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Nothing was sent.', description: error.message })
    } finally {
      setBusy(false)
    }
  }

  return readOnly ? null : (
    <Button size="sm" busy={busy} onClick={send}>
      Send to myself
    </Button>
  )
}
