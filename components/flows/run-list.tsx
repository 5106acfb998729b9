'use client'

import type { ReactNode } from 'react'
import type { ListPage } from '@/components/live/newest'
import { useNewest } from '@/components/live/use-newest'
import { Button } from '@/components/ui/button'
import { Status } from '@/components/ui/status'
import { Table, Th, Tr } from '@/components/ui/table'
import type { RunJson } from '@/lib/flows/runs/json'
import { counted } from '@/lib/text/numbers'
import { RunLine } from './run-line'

type RunListProps = {
  label: string
  source: string
  first: ListPage<RunJson>
  siteId: string
  /** Names the flow of each run; where all are of one flow it says nothing. */
  ofFlows?: boolean
  mayManage: boolean
  /** Which are shown. */
  filter: ReactNode
  /** Beside the filter. */
  actions?: ReactNode
  /** What stands there while there is nothing. */
  empty: ReactNode
}

/** Who is where in which flow, newest first, as it is now. */
export function RunList(props: RunListProps) {
  const { label, source, first, siteId, ofFlows = false, mayManage, filter, actions, empty } = props
  const live = useNewest<RunJson>(source, first, 1_000)

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        {filter}
        <div className="flex flex-wrap gap-2">
          {live.fresh > 0 ? (
            <Button onClick={live.showFresh}>{counted(live.fresh, 'new run', 'new runs')} – show</Button>
          ) : null}
          {actions}
        </div>
      </div>
      {live.stopped ? (
        <Status status="failed">Updates stopped. We keep trying; this is as of the last answer.</Status>
      ) : null}
      {live.rows.length > 0 ? (
        <Table
          wide
          label={label}
          head={
            <Tr>
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
            </Tr>
          }
        >
          {live.rows.map((run) => (
            <RunLine key={run.id} run={run} siteId={siteId} ofFlows={ofFlows} mayManage={mayManage} />
          ))}
        </Table>
      ) : (
        <div className="rounded-lg border border-line bg-surface">{empty}</div>
      )}
      {live.next ? (
        <div className="flex justify-center">
          <Button onClick={live.loadMore}>Load more</Button>
        </div>
      ) : null}
    </div>
  )
}
