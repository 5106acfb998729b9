import pg from 'pg'
import { traced } from '@/lib/metrics/tracing'

/**
 * A connection that belongs to one loop: a lock excludes sessions, not code, so loops never share one. Counts its
 * round trips, because their number is a promise (six a batch, whatever its size).
 */
export class LaneClient {
  roundTrips = 0
  private constructor(private readonly client: pg.Client) {}

  static async connect(): Promise<LaneClient> {
    const client = new pg.Client({
      connectionString: process.env.DATABASE_URL,
      application_name: 'sluice-lane',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    // A connection that drops between two queries reports it to the next one.
    client.on('error', () => {})
    await client.connect()
    return new LaneClient(client)
  }

  /** One prepared statement: one round trip. */
  query<Row extends object>(query: { name: string; text: string; values: unknown[] }) {
    this.roundTrips += 1
    return traced(`lane.${query.name}`, () => this.client.query<Row>(query))
  }

  /** Several statements without parameters in one round trip; the rows of the last one. */
  async script<Row extends object>(text: string): Promise<Row[]> {
    this.roundTrips += 1
    const results = (await this.client.query(text)) as pg.QueryResult<Row> | pg.QueryResult<Row>[]
    const last = Array.isArray(results) ? results.at(-1) : results
    return last?.rows ?? []
  }

  /** Ends the transaction; not counted among a batch's round trips. */
  async end(how: 'commit' | 'rollback') {
    await this.client.query(how)
  }

  async openLanes<Row extends object>(limit: number): Promise<Row[]> {
    return (
      await this.client.query<Row>({ name: 'poll', text: 'select sluice_open_lanes($1) as team_id', values: [limit] })
    ).rows
  }

  /** A team with an entry that a dying process had at hand, due to be tried alone. */
  async suspectLane<Row extends object>(): Promise<Row | undefined> {
    return (await this.client.query<Row>('select sluice_suspects(1) as team_id')).rows[0]
  }

  async close() {
    await this.client.end().catch(() => {})
  }
}
