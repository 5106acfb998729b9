import type { TeamId } from '@/db/schema/columns'
import { probeConnections } from '@/lib/connections/probe'
import { endLapsed } from '@/lib/deliveries/cancel'
import { DeliveryLoop } from '@/lib/deliveries/loop'
import { FlowLoop } from '@/lib/flows/engine/loop'
import { endLapsedRuns } from '@/lib/flows/runs/cancel'
import { LaneLoop } from '@/lib/lane/loop'
import { Suspicion } from '@/lib/lane/suspicion'
import { adoptUnrouted } from '@/lib/lane/upkeep/adopt'
import { reapFrozenLanes } from '@/lib/lane/upkeep/reaper'
import { Statistics } from '@/lib/lane/upkeep/statistics'
import { log } from '@/lib/log'
import { shareFigures } from '@/lib/metrics/shared'
import { guardedHttp } from '@/lib/outbound/client'
import type { Applied } from '@/lib/pipeline'
import { joinWorkers, releaseJobsOfTheDead } from '@/lib/workers'
import { startJobs } from './job-runner'
import { every } from './timers'

export interface RunningWorker {
  stop(): Promise<void>
  /** False when the lane has not turned for ten seconds. */
  healthy(): boolean
}

const loops = 2

/** The worker: applies what the receiver kept, runs slow jobs, and looks after the workers that died. */
export async function startWorker(): Promise<RunningWorker> {
  const entry = await joinWorkers('worker')
  let poolIds: string[] = []
  // Only the newest counts: what a runner that gave up has locked is given back like that of the dead.
  const jobs = await startJobs((id) => {
    poolIds = [id]
  })
  const statistics = new Statistics()
  const suspicion = new Suspicion()
  // Before the first batch: it may be what the process before us died of.
  await suspicion.look()
  const inHand = new Set<TeamId>()
  const deliveries = new DeliveryLoop(guardedHttp())
  const flows = new FlowLoop(guardedHttp())
  const applied = (batch: Applied) => {
    statistics.count(batch.entries)
    if (batch.deliveries > 0) deliveries.wake()
    if (batch.runs > 0) flows.wake()
  }
  const lanes = Array.from({ length: loops }, () => new LaneLoop(applied, suspicion, inHand, loops))
  for (const lane of lanes) lane.start()
  deliveries.start()
  flows.start()

  const timers = [
    every(1_000, () => entry.seen(poolIds)),
    every(1_000, suspicion.look),
    every(500, reapFrozenLanes),
    every(5_000, adoptUnrouted),
    every(5_000, releaseJobsOfTheDead),
    every(5_000, endLapsed),
    every(5_000, endLapsedRuns),
    every(60_000, probeConnections),
    every(10_000, shareFigures),
  ]
  log.info('worker started')

  return {
    healthy: () => lanes.every((lane) => lane.isTurning()),
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()))
      await Promise.all([...lanes.map((lane) => lane.stop()), deliveries.stop(), flows.stop(), jobs.stop()])
      await statistics.settled()
      await entry.leave()
      log.info('worker stopped')
    },
  }
}
