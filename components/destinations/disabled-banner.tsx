import { Banner } from '@/components/ui/banner'
import { Time } from '@/components/ui/time'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { counted } from '@/lib/text/numbers'
import { failureWords } from './health-words'
import { LaterEnable } from './later-acts'

type DisabledBannerProps = { destination: DestinationJson; who: string; mayManage: boolean; askWho: string }

/** A destination that disabled itself: why, since when, what was kept, and both ways on. */
export function DisabledBanner({ destination, who, mayManage, askWho }: DisabledBannerProps) {
  const { missed, disabled_at, disabled_reason, last_error } = destination
  return (
    <Banner
      tone="bad"
      className="mb-6"
      title={`Disabled. ${failureWords(disabled_reason ?? '', who)}.`}
      action={mayManage ? <LaterEnable first={destination} /> : undefined}
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
        .{' '}
        {missed === 0
          ? 'What comes meanwhile is kept.'
          : `${counted(missed, 'event was', 'events were')} missed and kept.`}{' '}
        {mayManage ? 'Put right what was wrong in the settings, then enable it.' : askWho}
      </p>
    </Banner>
  )
}
