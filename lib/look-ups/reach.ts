import { type About, type Fact, newest } from '@/lib/facts/fact'
import type { FactSet } from '@/lib/facts/fact-set'
import { lookedUp } from './facts'
import { type LeadKind, type Leads, leadKinds, leadsIn } from './leads'

/** Everything an event leads to by what is known: its own ids first, then what earlier answers named. */
export class Reach {
  private readonly found: { kind: LeadKind; id: string }[] = []

  constructor(
    named: Leads,
    private readonly at: Omit<About, 'objectId'>,
    private readonly facts: FactSet,
  ) {
    this.add(named)
    for (let i = 0; i < this.found.length; i += 1) {
      const id = this.found[i]?.id ?? ''
      for (const fact of this.answersAbout(id)) this.add(leadsIn(fact.value))
    }
  }

  /** Ids of this kind, nearest first. */
  ids = (kind: LeadKind) => this.found.flatMap((lead) => (lead.kind === kind ? [lead.id] : []))

  /** Objects that may say whose they are; a customer is a person itself. */
  objects = () => this.found.flatMap(({ kind, id }) => (kind === 'customer' ? [] : [id]))

  factsOf = (objectId: string): readonly Fact[] =>
    this.facts.of({ teamId: this.at.teamId, connectionId: this.at.connectionId, livemode: this.at.livemode, objectId })

  /** The latest answer to a question about an object. */
  answer = (object: string, id: string) => newest(this.factsOf(id).filter((fact) => fact.aspect === lookedUp(object)))

  private answersAbout = (id: string) => this.factsOf(id).filter((fact) => fact.aspect.startsWith(lookedUp('')))

  private add(leads: Leads) {
    for (const kind of leadKinds) {
      const id = leads[kind]
      if (id && !this.found.some((lead) => lead.kind === kind && lead.id === id)) this.found.push({ kind, id })
    }
  }
}
