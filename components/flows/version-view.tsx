'use client'

import type { SiteProduct } from '@/lib/connections/product-names'
import type { FlowDefinition } from '@/lib/flows/definition'
import { capSentence, triggerSentence } from '@/lib/flows/words'
import { EditorProvider, type EventOption } from './editor-context'
import { useFlow } from './flow-context'
import { StepList } from './step-list'
import { stepNumbers } from './step-numbers'
import { endsWords } from './trigger-words'
import { useSteps } from './use-steps'
import { useLookUps } from './use-words'

export type VersionViewProps = {
  no: number
  definition: FlowDefinition
  events: readonly EventOption[]
  destinations: readonly { id: string; name: string }[]
  products: readonly SiteProduct[]
}

/** What was published as one version, to read. */
export function VersionView({ no, definition, events, destinations, products }: VersionViewProps) {
  const { flow } = useFlow()
  return (
    <EditorProvider
      facts={{
        flowId: flow.id,
        siteId: flow.site_id,
        livemode: flow.livemode,
        draft: definition,
        unsaved: 0,
        readOnly: true,
        events,
        groups: [],
        destinations,
        products,
        blockers: [],
        change: () => {},
      }}
    >
      <section aria-label={`Version ${no}`} className="flex max-w-3xl flex-col gap-4">
        <h2 className="font-semibold text-lg">Version {no}</h2>
        <Written definition={definition} />
      </section>
    </EditorProvider>
  )
}

function Written({ definition }: { definition: FlowDefinition }) {
  const lookUps = useLookUps()
  const steps = useSteps()
  return (
    <>
      <div className="rounded-lg border border-line bg-surface px-4 py-3">
        <p>{triggerSentence(definition.trigger, lookUps)}</p>
        <p className="text-muted text-sm">
          {capSentence(definition.cap)}. {endsWords(definition.ends_when, lookUps.eventLabel)}.
        </p>
      </div>
      <StepList
        label="The flow"
        list={definition.steps}
        where={null}
        numbers={stepNumbers(definition.steps)}
        steps={steps}
      />
    </>
  )
}
