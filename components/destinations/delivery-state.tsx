'use client'

import { ApiFailure, api } from '@/components/api'
import { useAnnounce } from '@/components/ui/announcer'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import type { DeliveryDetailJson } from '@/lib/deliveries/json'
import { deliveryReasons } from '@/lib/deliveries/reasons'
import type { ReasonText } from '@/lib/reasons'
import { isolated } from '@/lib/text/isolated'
import { canRetry, type DestinationState, isAmbiguous, leftWords, mayHaveArrived } from './delivery-words'
import { NextTry } from './next-try'
import { RetryNow } from './retry-now'

type DeliveryStateProps = {
  delivery: DeliveryDetailJson
  eventHref: string
  settingsHref: string | null
  mayRetry: boolean
  destination: DestinationState
  onAsked: () => unknown
}

/** Where a delivery stands in one sentence, why, and what can be done about it. */
export function DeliveryState(props: DeliveryStateProps) {
  const { delivery, eventHref, settingsHref, mayRetry, destination, onAsked } = props
  const { state, being_sent, reason, says } = delivery
  const text = reason ? textOf(reason) : null
  const does = text?.action.does
  return (
    <Banner
      tone={state === 'delivered' ? 'good' : state === 'queued' ? 'info' : state === 'cancelled' ? 'neutral' : 'bad'}
      title={<Sentence delivery={delivery} destination={destination} />}
      action={
        <span className="flex flex-wrap gap-2">
          {does === 'open_destination' && settingsHref ? (
            <LinkButton size="sm" href={settingsHref}>
              {text?.action.label}
            </LinkButton>
          ) : null}
          {does === 'show_event' ? (
            <LinkButton size="sm" href={eventHref}>
              {text?.action.label}
            </LinkButton>
          ) : null}
          {mayRetry && canRetry(delivery, destination) ? <RetryNow id={delivery.id} onAsked={onAsked} /> : null}
          {mayRetry && state === 'queued' && !being_sent ? <StopRetrying id={delivery.id} onAsked={onAsked} /> : null}
        </span>
      }
    >
      {text && state !== 'delivered' ? (
        <>
          <p>{isRefusedForNow(delivery) ? refusedForNow : text.explanation}</p>
          {says ? <p className="wrap-anywhere mt-1">It said: “{isolated(says)}”</p> : null}
          {isAmbiguous(reason) ? <p className="mt-1 font-medium">{mayHaveArrived}</p> : null}
        </>
      ) : null}
    </Banner>
  )
}

/** Those of deliveries alone: the whole catalogue weighs more than this page. One of a later version has no words here. */
const textOf = (reason: string) => (deliveryReasons as Record<string, ReasonText>)[reason] ?? null

/** Of a server of the team's own, which may be mended: the same is tried again although it was refused. */
const isRefusedForNow = ({ state, reason }: DeliveryDetailJson) => state === 'queued' && reason === 'receiver_refused'
const refusedForNow =
  'The server answered with a refusal. It is tried again by itself, in case that is put right meanwhile.'

type SentenceProps = Pick<DeliveryStateProps, 'delivery' | 'destination'>

function Sentence({ delivery, destination }: SentenceProps) {
  const { state, being_sent, title, attempts, next_attempt_at, created_at, settled_at } = delivery
  if (being_sent) return `Being sent now, try ${attempts + 1}.`
  if (state === 'queued') {
    return (
      <>
        {title ? `${title}. ` : 'Waiting for the first try. '}
        <NextTry at={next_attempt_at} destination={destination} />
      </>
    )
  }
  if (state === 'delivered') {
    const took = settled_at ? ` after ${leftWords(Date.parse(settled_at) - Date.parse(created_at))}` : ''
    return attempts > 1 ? `Delivered on try ${attempts}${took}.` : 'Delivered on the first try.'
  }
  if (state === 'dead') return `Given up after ${attempts} tries: ${title ?? 'it did not arrive'}.`
  if (state === 'refused') return `Refused: ${title ?? 'it is not accepted'}.`
  return `Not sent: ${title ?? 'cancelled'}.`
}

function StopRetrying({ id, onAsked }: { id: string; onAsked: () => unknown }) {
  const toast = useToast()
  const announce = useAnnounce()

  async function stop() {
    try {
      await api('POST', `/api/v1/deliveries/${id}/stop`)
      announce('Stopped')
      toast({ title: 'Stopped.', description: 'Retry now sends it all the same.' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Not stopped.', description: error.message })
    }
    await onAsked()
  }

  return (
    <Button size="sm" onClick={stop}>
      Stop retrying
    </Button>
  )
}
