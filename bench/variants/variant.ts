import type { Cluster } from '../cluster'

/** One way to receive a webhook durably, running and reachable. */
export interface Variant {
  name: VariantName
  label: string
  port: number
  path: string
  /** Its processes, without PostgreSQL. */
  pids: number[]
  /** Empties its tables. */
  empty(): Promise<void>
  /** How many webhooks it holds. */
  stored(): Promise<number>
  stop(): Promise<void>
}

export type VariantName = 'limit' | 'peer' | 'ours' | 'bare-next' | 'our-next'

export type StartVariant = (cluster: Cluster) => Promise<Variant>
