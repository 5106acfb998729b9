import { failureOf } from '@/db/failure'
import type { TeamId } from '@/db/schema/columns'

interface Asked<In, Out> {
  given: In
  answer: (out: Out) => void
  fail: (error: unknown) => void
}

/**
 * Does for many what each asks for alone: what is asked while a team's statement is under way goes with the next one. So thousands of
 * runs that become due at once cost a statement a hundred, and a single one waits for nobody.
 */
export class Together<In extends { teamId: TeamId }, Out> {
  private readonly asked = new Map<TeamId, Asked<In, Out>[]>()
  private readonly busy = new Set<TeamId>()

  constructor(
    /** One answer each, in order. */
    private readonly work: (teamId: TeamId, given: readonly In[]) => Promise<readonly Out[]>,
    private readonly most = 128,
  ) {}

  ask(given: In): Promise<Out> {
    return new Promise((answer, fail) => {
      const { teamId } = given
      this.asked.set(teamId, [...(this.asked.get(teamId) ?? []), { given, answer, fail }])
      if (!this.busy.has(teamId)) void this.run(teamId)
    })
  }

  private async run(teamId: TeamId) {
    this.busy.add(teamId)
    // Whoever asks in the same turn of the event loop comes along.
    await new Promise((turn) => setImmediate(turn))
    for (;;) {
      const waiting = this.asked.get(teamId) ?? []
      if (waiting.length === 0) break
      this.asked.set(teamId, waiting.slice(this.most))
      await this.answer(teamId, waiting.slice(0, this.most))
    }
    this.asked.delete(teamId)
    this.busy.delete(teamId)
  }

  private async answer(teamId: TeamId, asked: readonly Asked<In, Out>[]): Promise<void> {
    try {
      const answers = await this.work(
        teamId,
        asked.map(({ given }) => given),
      )
      for (const [i, one] of asked.entries()) one.answer(answers[i] as Out)
    } catch (error) {
      // What one row cannot be must not take the others down; a database that is away is away for all.
      const isOnes = ['data', 'other'].includes(failureOf(error)) && asked.length > 1
      if (isOnes) for (const one of asked) await this.answer(teamId, [one])
      else for (const one of asked) one.fail(error)
    }
  }
}
