'use client'

import { Banner } from '@/components/ui/banner'
import { Time } from '@/components/ui/time'
import { flowReasons } from '@/lib/flows/reasons'
import type { ReasonText } from '@/lib/reasons'
import { useFlow } from './flow-context'

/** Why a flow paused itself, and since when; one that a person paused needs no explanation. */
export function PausedBanner() {
  const { flow, mayManage } = useFlow()
  if (flow.state !== 'paused' || flow.paused_reason === null) return null
  const reason = (flowReasons as Record<string, ReasonText>)[flow.paused_reason]
  return (
    <Banner tone="bad" className="mb-6" title={`${flow.paused_title ?? 'Flow paused itself'}.`}>
      <p>
        {reason?.explanation}
        {flow.paused_at ? (
          <>
            {' '}
            Since <Time value={flow.paused_at} exact="minute" focusable />.
          </>
        ) : null}
      </p>
      {mayManage ? <p>Look at its runs, put right what began them, then resume it.</p> : null}
    </Banner>
  )
}
