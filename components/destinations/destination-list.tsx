'use client'

import { useQuery } from '@tanstack/react-query'
import { inMode, type Mode } from '@/components/layout/mode'
import { liveRead } from '@/components/live/client'
import { Link } from '@/components/ui/link'
import { NoValue } from '@/components/ui/money'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { DestinationJson } from '@/lib/destinations/json'
import { isolated } from '@/lib/text/isolated'
import { numbers } from '@/lib/text/numbers'
import { failureWords, rateWords, statusOf } from './health-words'
import { KindIcon } from './kind-icon'

export type DestinationPage = { data: DestinationJson[]; next_cursor: string | null }

type DestinationListProps = {
  label: string
  source: string
  first: DestinationPage
  /** `/sites/…/destinations`. */
  base: string
  mode: Mode
  /** What each kind is called, and its receiver in a sentence. */
  kinds: Readonly<Record<string, { label: string; receiver: string }>>
}

/** The destinations of a site with how each does, as it is now. */
export function DestinationList({ label, source, first, base, mode, kinds }: DestinationListProps) {
  const { data } = useQuery({ ...liveRead<DestinationPage>(source, 2_000), initialData: first })
  return (
    <Table
      wide
      label={label}
      head={
        <Tr>
          <Th>Destination</Th>
          <Th>State</Th>
          <Th numeric>Arrived in 24 h</Th>
          <Th numeric>p95</Th>
          <Th numeric>Waiting</Th>
          <Th>Last error</Th>
        </Tr>
      }
    >
      {data.data.map((one) => (
        <Tr key={one.id}>
          <Td>
            <span className="flex items-center gap-3">
              <KindIcon kind={one.kind} />
              <span className="min-w-0">
                <Link href={inMode(`${base}/${one.id}`, mode)} className="row-link wrap-anywhere">
                  {isolated(one.name)}
                </Link>
                {one.name === kinds[one.kind]?.label ? null : (
                  <span className="block text-faint text-sm">{kinds[one.kind]?.label ?? one.kind}</span>
                )}
              </span>
            </span>
          </Td>
          <Td label="State">
            <Status status={statusOf(one)} className="flex text-sm" />
          </Td>
          <Td label="Arrived in 24 h" numeric>
            {rateWords(one.health) ?? <NoValue />}
          </Td>
          <Td label="p95" numeric>
            {one.health.p95_ms === null ? <NoValue /> : `${numbers.format(one.health.p95_ms)} ms`}
          </Td>
          <Td label="Waiting" numeric>
            {numbers.format(one.health.waiting)}
          </Td>
          <Td label="Last error" className="w-[30%] text-muted text-sm">
            <LastError destination={one} who={kinds[one.kind]?.receiver ?? one.kind} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function LastError({ destination, who }: { destination: DestinationJson; who: string }) {
  const { last_error } = destination
  if (!last_error) return <NoValue />
  return (
    <span className="wrap-anywhere">
      {failureWords(last_error.reason, who)}, <Time value={last_error.at} />
    </span>
  )
}
