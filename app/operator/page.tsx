import type { Metadata } from 'next'
import { DriftCard } from '@/components/operator/drift-card'
import { FailingSignature } from '@/components/operator/failing-signature'
import { HealthCard } from '@/components/operator/health-card'
import { RatesCard } from '@/components/operator/rates-card'
import { RefusedCard } from '@/components/operator/refused-card'
import { TrafficCard } from '@/components/operator/traffic-card'
import { UnroutedCard } from '@/components/operator/unrouted-card'
import { WorkersCard } from '@/components/operator/workers-card'
import { PageHeader } from '@/components/ui/page-header'
import { recentDrifts } from '@/lib/figures/alarm'
import { readiness } from '@/lib/health'
import { backlog, failingSignatures, newestUnrouted, recentWorkers, refusalsSince } from '@/lib/operator/queries'
import { traffic } from '@/lib/operator/traffic'
import { ratePairs } from '@/lib/rates/queries'
import { requireOperator } from './require-operator'

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator()
  return { title: 'Operator' }
}

const day = 24 * 3_600_000

export default async function OperatorPage() {
  await requireOperator()
  const [health, open, moved, workers, refused, failing, unrouted, drifts, pairs] = await Promise.all([
    readiness(),
    backlog(),
    traffic(5),
    recentWorkers(20),
    refusalsSince(new Date(Date.now() - day)),
    failingSignatures(),
    newestUnrouted(100),
    recentDrifts(100),
    ratePairs(),
  ])
  return (
    <>
      <PageHeader
        title="Operator"
        description="How this installation is doing. Only the addresses in OPERATOR_EMAILS see this."
      />
      <div className="flex flex-col gap-6">
        <FailingSignature doors={failing} />
        <HealthCard health={health} backlog={open} />
        <TrafficCard traffic={moved} />
        <WorkersCard workers={workers} />
        <RefusedCard refused={refused} />
        <UnroutedCard rows={unrouted} />
        <DriftCard drifts={drifts} />
        <RatesCard pairs={pairs} />
      </div>
    </>
  )
}
