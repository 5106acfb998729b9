import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client'
import { own } from './own'

/** A process' figures as they travel between processes. */
export type Figures = MetricObjectWithValues<MetricValue<string>>[]

const children = new Map<string, Figures>()

/** What a process beside this one counted, by its name; a restarted one begins anew, as every counter may. */
export function heardFrom(child: string, figures: Figures) {
  children.set(child, figures)
}

export const ownFigures = () => own.getMetricsAsJSON() as Promise<Figures>

/** Of this process and those beside it, which nobody can ask themselves: counts are summed, and so are memory and CPU. */
export async function allFigures(): Promise<Registry> {
  return AggregatorRegistry.aggregate([await ownFigures(), ...children.values()])
}
