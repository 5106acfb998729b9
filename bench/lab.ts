import type { Cluster } from './cluster'
import type { Generator } from './load/load'
import type { Options } from './options'

/** What every measure works with. */
export interface Lab {
  cluster: Cluster
  generator: Generator
  options: Options
  /** A line about progress. */
  say(line: string): void
}
