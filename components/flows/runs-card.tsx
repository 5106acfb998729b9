'use client'

import { useQuery } from '@tanstack/react-query'
import { inMode, type Mode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import type { ListPage } from '@/components/live/newest'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Status } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { RunJson } from '@/lib/flows/runs/json'
import { isolated } from '@/lib/text/isolated'
import { runLook } from './flow-words'
import { RunWhen } from './run-when'

type RunsCardProps = {
  source: string
  first: ListPage<RunJson>
  /** `/sites/…/flows`. */
  base: string
  mode: Mode
  /** Said while there is none. */
  none: string
}

/** The flows that an event began, or that a person is or was in: how far each is, and why. */
export function RunsCard({ source, first, base, mode, none }: RunsCardProps) {
  const { data } = useQuery({ ...liveRead<ListPage<RunJson>>(source, 2_000), initialData: first })
  return (
    <Card title="Flows">
      {data.data.length === 0 ? (
        <p className="text-muted">
          {none}{' '}
          <Link href={inMode(base, mode)} className="text-link">
            See the flows
          </Link>
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {data.data.map((run) => {
            const { status, word } = runLook(run)
            return (
              <li key={run.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5">
                <Link
                  href={inMode(`${base}/${run.flow_id}/runs/${run.id}`, mode)}
                  className="wrap-anywhere touchable min-w-0 text-link"
                >
                  {isolated(run.flow.name)}
                </Link>
                <Status status={status} className="text-sm">
                  {word}
                </Status>
                <p className="wrap-anywhere w-full text-muted text-sm">
                  {run.title && run.state !== 'done' ? `${run.title}. ` : null}
                  {run.state === 'open' && run.step ? `${isolated(run.step.sentence)}. ` : null}
                  <RunWhen run={run} /> Began <Time value={run.created_at} />.
                </p>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
