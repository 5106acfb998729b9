'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { inMode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import { Card } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { MonoType } from '@/components/ui/mono-type'
import { Time } from '@/components/ui/time'
import type { RunDetailJson } from '@/lib/flows/runs/json'
import { isolated } from '@/lib/text/isolated'
import { whoWords } from './flow-words'
import { RunBanner } from './run-banner'
import { TrailLine } from './trail-line'

type RunViewProps = {
  first: RunDetailJson
  /** What the catalogue calls the event. */
  label: string
  siteId: string
  mayManage: boolean
  /** False once the flow was removed: its pages are gone. */
  hasFlow: boolean
}

/** Everything about one run, as it is now: where it stands, what it did and why, and what it is about. */
export function RunView({ first, label, siteId, mayManage, hasFlow }: RunViewProps) {
  const source = `/api/v1/runs/${first.id}`
  const client = useQueryClient()
  const { data: run } = useQuery({
    ...liveRead<RunDetailJson>(source, first.state === 'open' ? 1_000 : 3_000),
    initialData: first,
  })
  const reread = () => client.invalidateQueries({ queryKey: ['live', source] })
  const mode = run.livemode ? 'live' : 'test'
  const at = (path: string) => inMode(`/sites/${siteId}${path}`, mode)
  const eventHref = at(`/events/${run.event_id}`)
  const personHref = run.subscriber ? at(`/subscribers/${run.subscriber.id}`) : null
  const flowHref = hasFlow ? at(`/flows/${run.flow_id}`) : null

  return (
    <div className="flex flex-col gap-6">
      <RunBanner
        run={run}
        hrefs={{ event: eventHref, person: personHref, flow: flowHref }}
        mayManage={mayManage}
        onAsked={reread}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-label="What was done" className="min-w-0">
          <h2 className="mb-3 font-semibold text-lg">What was done</h2>
          {run.trail.length > 0 ? (
            <ol className="flex flex-col gap-3">
              {run.trail.map((entry) => (
                <TrailLine key={entry.no} entry={entry} base={at('')} />
              ))}
            </ol>
          ) : (
            <p className="rounded-lg border border-line bg-surface p-5 text-muted">
              {run.state === 'open' ? 'The first step is done within a second.' : 'No step was done.'}
            </p>
          )}
        </section>
        <Card title="Run">
          <DescriptionList
            items={[
              {
                term: 'Person',
                value: personHref ? (
                  <Link href={personHref} className="wrap-anywhere text-link">
                    {whoWords(run.subscriber)}
                  </Link>
                ) : (
                  whoWords(null)
                ),
                hint: run.subscriber?.name ? isolated(run.subscriber.email) : null,
              },
              {
                term: 'Began with',
                value: (
                  <Link href={eventHref} className="text-link">
                    {label}
                  </Link>
                ),
                hint: <MonoType type={run.name} className="text-faint" />,
              },
              {
                term: 'Flow',
                value: flowHref ? (
                  <Link href={flowHref} className="wrap-anywhere text-link">
                    {isolated(run.flow.name)}
                  </Link>
                ) : (
                  isolated(run.flow.name)
                ),
                hint: `Version ${run.version_no}, which it keeps.`,
              },
              { term: 'Began', value: <Time value={run.created_at} exact="minute" focusable /> },
              ...(run.ended_at
                ? [{ term: 'Ended', value: <Time value={run.ended_at} exact="minute" focusable /> }]
                : []),
            ]}
          />
        </Card>
      </div>
    </div>
  )
}
