import type { TeamId } from '@/db/schema/columns'
import type { Http } from '@/lib/outbound/http'
import type { Runners } from '../steps'
import type { Claimed } from './claim'
import { enterRuns } from './enter'
import type { Line } from './line'
import { readStandings } from './read'
import { settle } from './settle'
import type { Standing } from './standing'
import { Together } from './together'

/** What a run needs while it is taken on: the database, asked for many runs at once, and the way outside. */
export class Desk {
  readonly read = new Together<Claimed, Standing | null>(readStandings)
  /** True: the run is still the claimer's, and goes on. */
  readonly settle = new Together<Line & { teamId: TeamId }, boolean>(settle)
  private readonly entering = new Together<Standing & { teamId: TeamId }, Standing | null>(enterRuns)

  constructor(
    readonly runners: Runners,
    readonly http: Http,
  ) {}

  /** Where it stands when it was let in and has something to do at once. */
  enter(standing: Standing): Promise<Standing | null> {
    return this.entering.ask({ ...standing, teamId: standing.claimed.teamId })
  }
}
