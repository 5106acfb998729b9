'use client'

import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { Status } from '@/components/ui/status'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { DisabledBanner } from './disabled-banner'
import { HealthLine } from './health-line'
import { statusOf } from './health-words'
import { TestSend } from './test-send'
import { useDestination } from './use-destination'

type DestinationHeadProps = {
  first: DestinationJson
  kind: { kind: string; label: string; keepsPeople: boolean }
  testTypes: readonly { value: string; label: string }[]
  mayManage: boolean
  /** "Owners and admins can: ask Mia." */
  askWho: string
}

/** The head of a destination's pages: name, state, health in a sentence that stays true, and the test. */
export function DestinationHead({ first, kind, testTypes, mayManage, askWho }: DestinationHeadProps) {
  const destination = useDestination(first)
  // A webhook's own name may be anything; in a sentence its server acts.
  const who = kind.kind === 'webhook' ? 'The server' : kind.label
  const name = isolated(destination.name)
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{name}</span>}
        status={
          <>
            <Status status={statusOf(destination)} />
            {name === kind.label ? null : <Badge>{kind.label}</Badge>}
            {destination.livemode ? null : <Badge tone="test">Test</Badge>}
          </>
        }
        description={destination.state === 'disabled' ? null : <HealthLine destination={destination} who={who} />}
        actions={
          mayManage ? (
            <TestSend destinationId={first.id} name={name} keepsPeople={kind.keepsPeople} types={testTypes} />
          ) : null
        }
      />
      {destination.state === 'disabled' ? (
        <div className="mb-6">
          <DisabledBanner destination={destination} who={who} mayManage={mayManage} askWho={askWho} />
        </div>
      ) : null}
    </>
  )
}
