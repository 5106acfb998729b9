import type { Question } from '@/lib/products/terms'
import type { RevenueNote } from './notes'

/** What comes up while a subscription is counted: why the figure is as it is, and what would make it better. */
export class Findings {
  private readonly noted = new Set<RevenueNote>()
  private readonly asked = new Map<string, Question>()

  note(note: RevenueNote | null) {
    if (note) this.noted.add(note)
  }

  ask(object: Question['object'], id: string) {
    this.asked.set(`${object} ${id}`, { object, id })
  }

  get notes(): RevenueNote[] {
    return [...this.noted].sort()
  }

  get wanted(): Question[] {
    return [...this.asked.values()]
  }
}
