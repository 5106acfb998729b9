'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { StepOf } from '@/lib/flows/definition'
import { StepMail } from './step-mail'
import { TemplateField } from './template-field'
import { useTried } from './tried-context'

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
      {tried ? <StepMail step={step} tried={tried} /> : null}
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
