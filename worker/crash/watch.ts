import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * Looks at the head of every team's queue, some thirty times a second: a team whose oldest open entry stays the same makes no
 * progress. Says for how long that lasted.
 */
export class Watch {
  private readonly heads = new Map<string, { id: string; since: number }>()
  private worst = 0
  private longest = 0
  private running = true
  private looking: Promise<void> = Promise.resolve()
  private client: pg.Client | null = null

  constructor(private readonly adminUrl: string) {}

  start() {
    this.looking = this.look()
  }

  async stop() {
    this.running = false
    await this.looking
    await this.client?.end().catch(() => {})
  }

  /** The longest standstill of a team since the run began, ms. */
  longestStandstill = () => this.longest

  /** The longest standstill of a team in the next `ms`. */
  async worstWithin(ms: number): Promise<number> {
    this.worst = 0
    await sleep(ms)
    return this.worst
  }

  private async look() {
    while (this.running) {
      await this.lookOnce().catch(() => {
        // The server is away, so nobody could go on; what stands still afterwards counts from then.
        this.client?.end().catch(() => {})
        this.client = null
        this.heads.clear()
      })
      await sleep(30)
    }
  }

  private async lookOnce() {
    this.client ??= await connected(this.adminUrl)
    const { rows } = await this.client.query<{ team: string; id: string }>(headsSql)
    const now = Date.now()
    const open = new Set(rows.map(({ team }) => team))
    for (const team of this.heads.keys()) if (!open.has(team)) this.heads.delete(team)
    for (const { team, id } of rows) {
      const head = this.heads.get(team)
      if (head?.id !== id) this.heads.set(team, { id, since: now })
      const stood = now - (head?.since ?? now)
      this.worst = Math.max(this.worst, stood)
      this.longest = Math.max(this.longest, stood)
    }
  }
}

/** By index only, like the poll of the lanes: one probe a team. */
const headsSql = `
select t.id as team, q.id from teams t cross join lateral (
  select o.id from inbox_queue o where o.team_id = t.id order by o.priority, o.id limit 1
) q`

async function connected(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'crash watch' })
  client.on('error', () => {})
  await client.connect()
  await client.query('set enable_seqscan = off; set statement_timeout = 2000')
  return client
}
