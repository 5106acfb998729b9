'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { ApiFailure, api } from '@/components/api'
import { inMode } from '@/components/layout/mode'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import type { FlowDetailJson, FlowVersionJson } from '@/lib/flows/json'
import { isolated } from '@/lib/text/isolated'
import { useFlow } from './flow-context'

/** What was published, by whom and when; each can be looked at, and become the draft again. */
export function VersionList({ base, shown }: { base: string; shown: number | null }) {
  const { flow, mayManage } = useFlow()
  const mode = flow.livemode ? 'live' : 'test'
  return (
    <Table
      label={`Versions of ${isolated(flow.name)}`}
      head={
        <Tr>
          <Th>Version</Th>
          <Th>Published by</Th>
          <Th numeric>When</Th>
          {mayManage ? (
            <Th>
              <span className="sr-only">Act</span>
            </Th>
          ) : null}
        </Tr>
      }
    >
      {flow.versions.map(({ no, published_by, published_at }) => (
        <Tr key={no}>
          <Td>
            <span className="flex flex-wrap items-center gap-x-3">
              <Link
                href={inMode(`${base}/versions?no=${no}`, mode)}
                aria-current={no === shown ? 'true' : undefined}
                className="row-link"
              >
                Version {no}
              </Link>
              {no === flow.live_no ? (
                <Status status={flow.state === 'paused' ? 'paused' : 'live'} className="text-sm">
                  {flow.state === 'paused' ? 'Paused' : 'Live'}
                </Status>
              ) : null}
            </span>
          </Td>
          <Td label="Published by" className="wrap-anywhere">
            {isolated(published_by)}
          </Td>
          <Td label="When" numeric className="text-muted">
            <Time value={published_at} />
          </Td>
          {mayManage ? (
            <Td className="text-end">
              <Restore no={no} base={inMode(base, mode)} />
            </Td>
          ) : null}
        </Tr>
      ))}
    </Table>
  )
}

function Restore({ no, base }: { no: number; base: string }) {
  const { flow, setFlow } = useFlow()
  const router = useRouter()
  const toast = useToast()

  async function restore() {
    try {
      const { definition } = await api<FlowVersionJson>('GET', `/api/v1/flows/${flow.id}/versions/${no}`)
      setFlow(
        await api<FlowDetailJson>('PATCH', `/api/v1/flows/${flow.id}`, { version: flow.version, draft: definition }),
      )
      toast({ title: `The draft is version ${no} again.`, description: 'It goes live when you publish it.' })
      router.push(base as Route)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Nothing was changed.', description: error.message })
    }
  }

  return (
    <Button size="sm" aria-label={`Restore version ${no} as draft`} onClick={restore}>
      Restore as draft
    </Button>
  )
}
