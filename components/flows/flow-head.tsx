'use client'

import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { Status } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { isolated } from '@/lib/text/isolated'
import { useFlow } from './flow-context'
import { flowLooks, runsWords } from './flow-words'
import { LaterActs } from './later-acts'

/** The head of a flow's pages: name, state, what it did, and what can be done with it. */
export function FlowHead({ base, listHref }: { base: string; listHref: string }) {
  const { flow, mayManage, unsaved } = useFlow()
  const { status, word } = flowLooks[flow.state]
  const did = runsWords(flow.runs)
  return (
    <PageHeader
      title={<span className="wrap-anywhere">{isolated(flow.name)}</span>}
      status={
        <>
          <Status status={status}>{word}</Status>
          {flow.live_no > 0 && flow.has_changes ? <Badge tone="warn">Changes not live yet</Badge> : null}
          {unsaved > 0 ? <Badge>Not saved</Badge> : null}
          {flow.livemode ? null : <Badge tone="test">Test</Badge>}
        </>
      }
      description={
        <>
          {did ? `${did}, in 30 days.` : sayings[flow.state]}
          {did && flow.last_run_at ? (
            <>
              {' '}
              Last run <Time value={flow.last_run_at} />.
            </>
          ) : null}
        </>
      }
      actions={mayManage ? <LaterActs base={base} listHref={listHref} /> : null}
    />
  )
}

/** What a flow without runs is up to. */
const sayings = {
  draft: 'Nobody enters before it is published.',
  live: 'Runs for events from now on. None has come yet.',
  paused: 'Nobody enters while it is paused.',
}
