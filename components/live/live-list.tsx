'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Status } from '@/components/ui/status'
import { Table, Tr } from '@/components/ui/table'
import { counted } from '@/lib/text/numbers'
import type { ListPage } from './newest'
import { useNewest } from './use-newest'

/** What whoever shows such a list passes on to it. */
export type LiveListProps<Row extends { id: string }> = {
  label: string
  /** The list's address in the JSON API, with its filters. */
  source: string
  first: ListPage<Row>
  /** Which are shown. */
  filter: ReactNode
  /** Beside the filter. */
  actions?: ReactNode
  /** What stands there while there is nothing. */
  empty: ReactNode
}

type Drawn<Row> = {
  /** Milliseconds between two looks. */
  every: number
  /** One new row, several new rows. */
  fresh: readonly [one: string, many: string]
  /** The cells of the head. */
  head: ReactNode
  draw: (row: Row) => ReactNode
}

/** A table of the newest rows, as they are now; what comes while one reads further down waits behind a button. */
export function LiveList<Row extends { id: string }>(props: LiveListProps<Row> & Drawn<Row>) {
  const { label, source, first, every, fresh, filter, actions, head, draw, empty } = props
  const live = useNewest<Row>(source, first, every)

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        {filter}
        <div className="flex flex-wrap gap-2">
          {live.fresh > 0 ? <Button onClick={live.showFresh}>{counted(live.fresh, ...fresh)} – show</Button> : null}
          {actions}
        </div>
      </div>
      {live.stopped ? (
        <Status status="failed">Updates stopped. We keep trying; this is as of the last answer.</Status>
      ) : null}
      {live.rows.length > 0 ? (
        <Table wide label={label} head={<Tr>{head}</Tr>}>
          {live.rows.map(draw)}
        </Table>
      ) : (
        <div className="rounded-lg border border-line bg-surface">{empty}</div>
      )}
      {live.next ? (
        <div className="flex justify-center">
          <Button onClick={live.loadMore}>Load more</Button>
        </div>
      ) : null}
    </div>
  )
}
