'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '@/components/api'
import type { Mode } from '@/components/layout/mode'
import { SluiceLine } from '@/components/layout/sluice-line'
import type { Activity } from '@/lib/overview/activity'
import { DayLine } from './day-line'
import { type FlowAccount, flowSteps } from './flow-steps'

type LiveFlowProps = {
  first: Activity
  mode: Mode
  teamId: string
  site: { id: string; name: string }
  accounts: readonly FlowAccount[]
}

/** The sluice line and the day in one line, with figures that stay true while one looks. */
export function LiveFlow({ first, mode, teamId, site, accounts }: LiveFlowProps) {
  const source = `/api/v1/events/activity?site_id=${site.id}&livemode=${mode === 'live'}`
  const { data } = useQuery({
    queryKey: ['activity', source],
    queryFn: ({ signal }) => api<Activity>('GET', source, undefined, signal),
    initialData: first,
    staleTime: 0,
    retry: false,
    refetchInterval: 2_000,
  })
  return (
    <div className="flex flex-col gap-3">
      <SluiceLine steps={flowSteps({ activity: data, mode, teamId, site, accounts })} />
      <DayLine activity={data} mode={mode} />
    </div>
  )
}
