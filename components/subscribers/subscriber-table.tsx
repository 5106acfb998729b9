import { Link } from '@/components/ui/link'
import { Money, NoValue } from '@/components/ui/money'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { leadMoney } from '@/lib/subscribers/lead-money'
import { isolated } from '@/lib/text/isolated'
import { planWords } from './plan-words'
import { SubscriptionBadge } from './subscription-badge'

type SubscriberTableProps = { label: string; rows: readonly SubscriberJson[]; hrefOf: (id: string) => string }

/** People, one line each: who, what they are worth, what they subscribe to, since when. */
export function SubscriberTable({ label, rows, hrefOf }: SubscriberTableProps) {
  const figures = rows.map((row) => ({
    row,
    plan: planWords(row.plan, []),
    mrr: leadMoney(row, row.mrr, row.mrr_not_converted).lead,
    value: leadMoney(row, row.lifetime_value, row.lifetime_value_not_converted).lead,
  }))
  const code = new Set(figures.flatMap(({ mrr, value }) => [mrr, value].flatMap((one) => one?.currency ?? []))).size > 1
  return (
    <Table
      wide
      label={label}
      head={
        <Tr>
          <Th>Person</Th>
          <Th>Plan</Th>
          <Th numeric>MRR</Th>
          <Th numeric>Lifetime value</Th>
          <Th numeric>Since</Th>
        </Tr>
      }
    >
      {figures.map(({ row, plan, mrr, value }) => (
        <Tr key={row.id}>
          <Td className="w-[36%] max-w-0">
            <Link href={hrefOf(row.id)} className="row-link block truncate" prefetch={false}>
              {isolated(row.name ?? row.email)}
            </Link>
            {row.name ? <span className="block truncate text-muted text-sm">{isolated(row.email)}</span> : null}
          </Td>
          <Td label="Plan">
            <span className="flex flex-wrap items-center gap-x-2">
              {plan ? <span className="wrap-anywhere">{plan}</span> : <NoValue />}
              <SubscriptionBadge status={row.subscription_status} />
            </span>
          </Td>
          <Td label="MRR" numeric>
            {row.subscription_status === null ? <NoValue /> : <Money value={mrr} code={code} />}
          </Td>
          <Td label="Lifetime value" numeric>
            <Money value={value} code={code} />
          </Td>
          <Td label="Since" numeric className="text-muted">
            <Time value={row.created_at} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
