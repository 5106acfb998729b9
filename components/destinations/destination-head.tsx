import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { LiveHealth, LiveStatus } from './live-health'
import { TestSend } from './test-send'

type DestinationHeadProps = {
  first: DestinationJson
  kind: { label: string; keepsPeople: boolean }
  /** Who acts in a sentence about it. */
  who: string
  testTypes: readonly { value: string; label: string }[]
  mayManage: boolean
}

/** The head of a destination's pages: name, state, health in a sentence that stays true, and the test. */
export function DestinationHead({ first, kind, who, testTypes, mayManage }: DestinationHeadProps) {
  const name = isolated(first.name)
  return (
    <PageHeader
      title={<span className="wrap-anywhere">{name}</span>}
      status={
        <>
          <LiveStatus first={first} />
          {name === kind.label ? null : <Badge>{kind.label}</Badge>}
          {first.livemode ? null : <Badge tone="test">Test</Badge>}
        </>
      }
      description={first.state === 'disabled' ? null : <LiveHealth first={first} who={who} />}
      actions={
        mayManage ? (
          <TestSend destinationId={first.id} name={name} keepsPeople={kind.keepsPeople} types={testTypes} />
        ) : null
      }
    />
  )
}
