import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/**
 * What this process counted since it started. Labels name doors, outcomes and reasons, never accounts, ids or people (DA-07).
 * Counting costs about a microsecond an event and no query; what is in the database is asked for at a scrape (lib/operator/metrics.ts).
 */
export const own = new Registry()

collectDefaultMetrics({ register: own })

const registers = [own]

/** Requests to a webhook URL: `kept`, `unavailable`, or the reason they were refused for. */
export const received = new Counter({
  name: 'sluice_webhooks_received_total',
  help: 'Requests to a webhook URL, by door and what became of them.',
  labelNames: ['door', 'outcome'],
  registers,
})

export const receiveSeconds = new Histogram({
  name: 'sluice_receive_seconds',
  help: 'From the whole body to the answer.',
  // Nothing is answered later than the deadline of 1.9 s, but for a busy process's own delay.
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
  registers,
})

export const batchRows = new Histogram({
  name: 'sluice_receive_batch_rows',
  help: 'Webhooks that shared one commit.',
  buckets: [1, 2, 4, 8, 16, 32, 64],
  registers,
})

/** By where an entry ended, and why when it did nothing. */
export const applied = new Counter({
  name: 'sluice_events_applied_total',
  help: 'Events that were decided and stored, by status and reason.',
  labelNames: ['status', 'reason'],
  registers,
})

export const applySeconds = new Histogram({
  name: 'sluice_apply_batch_seconds',
  help: 'One batch of the lane, from its lock to its commit.',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
})

export const lagSeconds = new Histogram({
  name: 'sluice_apply_lag_seconds',
  help: 'From the receipt of a webhook to the commit that applied it.',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
  registers,
})

export const failedBatches = new Counter({
  name: 'sluice_batches_failed_total',
  help: 'Batches of the lane that were rolled back, by whose fault it was.',
  labelNames: ['fault'],
  registers,
})

export const jobs = new Counter({
  name: 'sluice_jobs_total',
  help: 'Background jobs that ended, by name and outcome.',
  labelNames: ['job', 'outcome'],
  registers,
})

/** Attempts by kind of destination; outcome as in lib/destinations/destination.ts. */
export const attempts = new Counter({
  name: 'sluice_delivery_attempts_total',
  help: 'Attempts to deliver an event, by kind of destination, outcome and reason.',
  labelNames: ['kind', 'outcome', 'reason'],
  registers,
})

export const callSeconds = new Histogram({
  name: 'sluice_delivery_call_seconds',
  help: 'One call to a destination, from its claim to its answer, waiting for its turn included.',
  labelNames: ['kind'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
  registers,
})

/** `begun` when a run was let in, else how it ended. */
export const flowRuns = new Counter({
  name: 'sluice_flow_runs_total',
  help: 'Runs of flows that began, and those that ended, by how and why.',
  labelNames: ['state', 'reason'],
  registers,
})

export const flowSteps = new Counter({
  name: 'sluice_flow_steps_total',
  help: 'Attempts at steps of flows, by kind of step, outcome and reason.',
  labelNames: ['kind', 'outcome', 'reason'],
  registers,
})

export const stepSeconds = new Histogram({
  name: 'sluice_flow_step_seconds',
  help: 'One attempt at a step of a flow, from its beginning to its outcome.',
  labelNames: ['kind'],
  buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
  registers,
})
