'use client'

import { LiveList, type LiveListProps } from '@/components/live/live-list'
import { Th } from '@/components/ui/table'
import type { RunJson } from '@/lib/flows/runs/json'
import { RunLine } from './run-line'

type RunListProps = LiveListProps<RunJson> & {
  siteId: string
  /** Names the flow of each run; where all are of one flow it says nothing. */
  ofFlows?: boolean
  mayManage: boolean
}

/** Who is where in which flow, newest first, as it is now. */
export function RunList({ siteId, ofFlows = false, mayManage, ...list }: RunListProps) {
  return (
    <LiveList
      {...list}
      every={1_000}
      fresh={['new run', 'new runs']}
      head={
        <>
          <Th>Person</Th>
          {ofFlows ? <Th>Flow</Th> : null}
          <Th>State</Th>
          <Th>Step</Th>
          <Th numeric>Since</Th>
          {mayManage ? (
            <Th>
              <span className="sr-only">Act</span>
            </Th>
          ) : null}
        </>
      }
      draw={(run) => <RunLine key={run.id} run={run} siteId={siteId} ofFlows={ofFlows} mayManage={mayManage} />}
    />
  )
}
