'use client'

import { useRouter } from 'next/navigation'
import { ApiFailure, api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { counted, numbers } from '@/lib/text/numbers'
import { failureWords } from './health-words'

type DisabledBannerProps = { destination: DestinationJson; who: string; mayManage: boolean; askWho: string }

/** A destination that disabled itself: why, since when, what was kept, and both ways on. */
export function DisabledBanner({ destination, who, mayManage, askWho }: DisabledBannerProps) {
  const { id, name, missed, disabled_at, disabled_reason, last_error } = destination
  const router = useRouter()
  const toast = useToast()

  async function enable(sendMissed: boolean) {
    try {
      const { queued } = await api<{ queued: number }>('POST', `/api/v1/destinations/${id}/enable`, {
        send_missed: sendMissed,
      })
      toast({
        title: `${isolated(name)} is on.`,
        description: sendMissed ? `${counted(queued, 'event is', 'events are')} on the way.` : 'New events are sent.',
      })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Not enabled.', description: error.message })
    }
  }

  return (
    <Banner
      tone="bad"
      title={`Disabled. ${failureWords(disabled_reason ?? '', who)}.`}
      action={
        mayManage ? (
          <span className="flex flex-wrap gap-2">
            {missed > 0 ? (
              <Button size="sm" variant="primary" onClick={() => enable(true)}>
                Enable and send {numbers.format(missed)} missed
              </Button>
            ) : null}
            <Button size="sm" onClick={() => enable(false)}>
              {missed > 0 ? 'Enable only' : 'Enable'}
            </Button>
          </span>
        ) : undefined
      }
    >
      {last_error?.says ? <p className="wrap-anywhere">It said: “{isolated(last_error.says)}”</p> : null}
      <p>
        Nothing is sent
        {disabled_at ? (
          <>
            {' '}
            since <Time value={disabled_at} exact="minute" focusable />
          </>
        ) : null}
        . {missed === 0 ? 'Nothing was missed.' : `${counted(missed, 'event was', 'events were')} missed and kept.`}{' '}
        {mayManage ? 'Put right what was wrong in the settings, then enable it.' : askWho}
      </p>
    </Banner>
  )
}
