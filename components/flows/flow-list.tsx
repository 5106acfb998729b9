'use client'

import { useQuery } from '@tanstack/react-query'
import { inMode, type Mode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import type { ListPage } from '@/components/live/newest'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { NoValue } from '@/components/ui/money'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { FlowJson } from '@/lib/flows/json'
import { isolated } from '@/lib/text/isolated'
import { flowLooks, runsWords } from './flow-words'

type FlowListProps = {
  label: string
  source: string
  first: ListPage<FlowJson>
  /** `/sites/…/flows`. */
  base: string
  mode: Mode
}

/** The flows of a site with what starts each and what it did, as it is now. */
export function FlowList({ label, source, first, base, mode }: FlowListProps) {
  const { data } = useQuery({ ...liveRead<ListPage<FlowJson>>(source, 2_000), initialData: first })
  return (
    <Table
      wide
      label={label}
      head={
        <Tr>
          <Th>Flow</Th>
          <Th>State</Th>
          <Th>Runs in 30 days</Th>
          <Th numeric>Last run</Th>
        </Tr>
      }
    >
      {data.data.map((flow) => {
        const { status, word } = flowLooks[flow.state]
        const runs = runsWords(flow.runs)
        return (
          <Tr key={flow.id}>
            <Td className="w-[38%]">
              <Link href={inMode(`${base}/${flow.id}`, mode)} className="row-link wrap-anywhere">
                {isolated(flow.name)}
              </Link>
              <span className="block text-muted text-sm">
                {flow.trigger ? `When “${flow.trigger.label}” is received` : 'No event chosen yet'}
              </span>
            </Td>
            <Td label="State">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Status status={status} className="text-sm">
                  {word}
                </Status>
                {flow.live_no > 0 && flow.has_changes ? <Badge tone="warn">Changes not live yet</Badge> : null}
              </span>
              {flow.paused_title ? <span className="block text-muted text-sm">{flow.paused_title}</span> : null}
            </Td>
            <Td label="Runs in 30 days" className="tabular text-sm">
              {runs ?? <NoValue />}
            </Td>
            <Td label="Last run" numeric className="text-muted">
              {flow.last_run_at ? <Time value={flow.last_run_at} /> : <NoValue />}
            </Td>
          </Tr>
        )
      })}
    </Table>
  )
}
