import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { RatePair } from '@/lib/rates/queries'
import { RatesImport } from './rates-import'

/** The table of exchange rates: which pairs there are, how new they are, and who wrote them. */
export function RatesCard({ pairs }: { pairs: readonly RatePair[] }) {
  return (
    <Card
      title="Exchange rates"
      description="For charges that Stripe did not convert itself. A charge takes the rate of its day, or the latest of the 31 days before; what has none is listed as not converted."
    >
      <div className="flex flex-col gap-6">
        {pairs.length === 0 ? <p className="text-muted">There are no rates yet.</p> : <Pairs pairs={pairs} />}
        <RatesImport />
      </div>
    </Card>
  )
}

function Pairs({ pairs }: { pairs: readonly RatePair[] }) {
  return (
    <Table
      label="Exchange rates"
      head={
        <Tr>
          <Th>Currencies</Th>
          <Th numeric>Newest rate</Th>
          <Th>Of</Th>
          <Th numeric>Days</Th>
          <Th>Imported by</Th>
        </Tr>
      }
    >
      {pairs.map((pair) => (
        <Tr key={`${pair.from} ${pair.to}`}>
          <Td>
            {pair.from} in {pair.to}
          </Td>
          <Td label="Newest rate" numeric>
            {pair.rate}
          </Td>
          <Td label="Of" className="tabular">
            {pair.day}
          </Td>
          <Td label="Days" numeric>
            {pair.days}, since {pair.firstDay}
          </Td>
          <Td label="Imported by" className="break-all">
            {pair.setBy}, <Time value={pair.setAt.toISOString()} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
