'use client'

import { useQuery } from '@tanstack/react-query'
import type { Mode } from '@/components/layout/mode'
import { SluiceLine, type SluiceStep } from '@/components/layout/sluice-line'
import { liveRead } from '@/components/live/client'
import type { Activity } from '@/lib/overview/activity'
import { DayLine } from './day-line'
import { type FlowAccount, flowSteps } from './flow-steps'

type LiveFlowProps = {
  first: Activity
  mode: Mode
  teamId: string
  site: { id: string; name: string }
  accounts: readonly FlowAccount[]
  flows: SluiceStep
  destinations: SluiceStep
}

/** The sluice line and the day in one line, with figures that stay true while one looks. */
export function LiveFlow({ first, mode, teamId, site, accounts, flows, destinations }: LiveFlowProps) {
  const source = `/api/v1/events/activity?site_id=${site.id}&livemode=${mode === 'live'}`
  const { data } = useQuery({
    ...liveRead<Activity>(source, 2_000),
    initialData: first,
  })
  return (
    <div className="flex flex-col gap-3">
      <SluiceLine steps={flowSteps({ activity: data, mode, teamId, site, accounts, flows, destinations })} />
      <DayLine activity={data} mode={mode} />
    </div>
  )
}
