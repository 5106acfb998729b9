'use client'

import { useMemo } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { FlowDefinition, StepOf } from '@/lib/flows/definition'
import { isolated } from '@/lib/text/isolated'
import { useEditor } from './editor-context'
import { MailPreview } from './mail-preview'
import type { Tried } from './tried-context'
import { useTry } from './use-try'

type StepMailProps = { step: StepOf<'email'>; tried: Tried }

/**
 * A step's mail with the values of the event that is tried. The step alone is tried for it: a mail is looked at while one writes it,
 * whichever way that event would go.
 */
export function StepMail({ step, tried }: StepMailProps) {
  const { flowId, draft } = useEditor()
  const alone = useMemo(() => onlyThis(step, draft.trigger), [step, draft.trigger])
  const { data, error, isFetching } = useTry(flowId, alone, tried.eventId, true)
  const own = data?.steps.find(({ step_id }) => step_id === step.id)
  const comesHere = tried.data?.steps.some(({ step_id }) => step_id === step.id) ?? true
  return (
    <section aria-label="Preview" className="flex flex-col gap-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Preview</h3>
        <SendToMyself step={step} eventId={tried.eventId} />
      </div>
      {comesHere ? null : (
        <p className="text-muted text-sm">
          With the event that is tried the flow goes another way; this is how the mail would read all the same.
        </p>
      )}
      {own?.mail ? (
        <MailPreview mail={own.mail} />
      ) : (
        <p className="wrap-anywhere text-muted">
          {draft.trigger.type === ''
            ? 'Choose the event that starts the flow first: its values stand in the mail.'
            : error
              ? error.message
              : own
                ? [own.title ?? 'It would not be sent', own.says && isolated(own.says)].filter(Boolean).join(': ')
                : isFetching
                  ? 'Putting it together…'
                  : 'There is nothing to show yet.'}
        </p>
      )}
    </section>
  )
}

const onlyThis = (step: StepOf<'email'>, { type }: FlowDefinition['trigger']): FlowDefinition => ({
  trigger: { type, filters: { match: 'all', conditions: [] } },
  ends_when: [],
  cap: null,
  steps: [step],
})

function SendToMyself({ step, eventId }: { step: StepOf<'email'>; eventId: string | null }) {
  const { flowId, draft, readOnly } = useEditor()
  const toast = useToast()

  async function send() {
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
    }
  }

  return readOnly ? null : (
    <Button size="sm" onClick={send}>
      Send to myself
    </Button>
  )
}
