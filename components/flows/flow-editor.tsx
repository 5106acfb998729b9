'use client'

import { Banner } from '@/components/ui/banner'
import { SaveBar } from '@/components/ui/save-bar'
import type { SiteProduct } from '@/lib/connections/product-names'
import { BlockersCard } from './blockers-card'
import { type EditorFacts, EditorProvider, type EventOption } from './editor-context'
import type { FeedingConnection } from './fed-by'
import { useFlow } from './flow-context'
import { StepList } from './step-list'
import { stepNumbers } from './step-numbers'
import { TriedProvider } from './tried-context'
import { TriggerCard } from './trigger-card'
import { TryPanel } from './try-panel'
import { useFlowDraft } from './use-flow-draft'
import { useSteps } from './use-steps'

export type FlowEditorProps = {
  teamId: string
  events: readonly EventOption[]
  groups: readonly { id: string; label: string }[]
  destinations: readonly { id: string; name: string }[]
  products: readonly SiteProduct[]
  connections: readonly FeedingConnection[]
  /** What is good to know of the template it was made from. */
  note: string | null
  mayConnect: boolean
  /** Who connects, for those who may not. */
  askWho: string
}

/** The draft of a flow: trigger and steps to edit, what stands in its way, and a past event to try it with. */
export function FlowEditor({ events, groups, destinations, products, ...trigger }: FlowEditorProps) {
  const { flow, mayManage } = useFlow()
  const edit = useFlowDraft()
  const facts: EditorFacts = {
    flowId: flow.id,
    siteId: flow.site_id,
    livemode: flow.livemode,
    draft: edit.draft,
    unsaved: edit.count,
    readOnly: !mayManage,
    blockers: flow.blockers,
    change: edit.change,
    events,
    groups,
    destinations,
    products,
  }
  return (
    <EditorProvider facts={facts}>
      <TriedProvider>
        <Columns {...trigger} />
      </TriedProvider>
      {edit.conflict && edit.count === 0 ? (
        <Banner title="Somebody changed this flow meanwhile." className="mt-6">
          You see the newest.
        </Banner>
      ) : null}
      <SaveBar
        count={edit.count}
        onSave={edit.saveAloud}
        onDiscard={edit.discard}
        problem={edit.conflict ? 'Somebody changed this flow meanwhile.' : edit.failure?.message}
        {...(edit.conflict
          ? {
              hint: '“Keep mine” saves the flow as you see it. “Take theirs” drops your changes.',
              labels: { save: 'Keep mine', discard: 'Take theirs' },
            }
          : {})}
      />
    </EditorProvider>
  )
}

function Columns({ note, ...trigger }: Omit<FlowEditorProps, 'events' | 'groups' | 'destinations' | 'products'>) {
  const { flow, mayManage } = useFlow()
  const steps = useSteps()
  const draft = steps.draft
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        {note && flow.state === 'draft' ? <Banner title="Good to know">{note}</Banner> : null}
        <TriggerCard {...trigger} />
        <section aria-label="Steps">
          <h2 className="mb-3 font-semibold text-lg">Steps</h2>
          {draft.steps.length === 0 ? (
            <p className="text-muted">
              Nothing is done yet. Add the first step: it is done as soon as somebody enters.
            </p>
          ) : null}
          <StepList label="The flow" list={draft.steps} where={null} numbers={stepNumbers(draft.steps)} steps={steps} />
        </section>
      </div>
      <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-6">
        {flow.blockers.length > 0 || flow.state === 'draft' ? <BlockersCard onShow={steps.show} /> : null}
        {mayManage ? <TryPanel onShow={steps.show} /> : null}
      </div>
    </div>
  )
}
