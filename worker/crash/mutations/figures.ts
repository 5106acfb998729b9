import { guards, type Mutation } from './mutation'

/** Mistakes in what the facts add up to. */
export const figureMutations: readonly Mutation[] = [
  {
    name: 'set turned into add: refunds on top of the running total',
    file: 'lib/ledger/refunded.ts',
    from: 'return max([top.total - failed, standing, 0n])',
    to: 'return max([top.total - failed + standing, 0n])',
    guard: guards.copies,
  },
  {
    name: 'set turned into add: captured once an event',
    file: 'lib/ledger/fold.ts',
    from: "const captured = max(charges.map((f) => amountIn(f, 'captured')))",
    to: "const captured = charges.reduce((sum, f) => sum + amountIn(f, 'captured'), 0n)",
    guard: guards.copies,
  },
  {
    name: 'refunds tell nothing',
    file: 'lib/ledger/facts.ts',
    from: "    case 'refund':\n      return refundFacts(object)",
    to: "    case 'refund':\n      return []",
    guard: guards.refundFails,
  },
  {
    name: 'what a won dispute gives back does not come back',
    file: 'lib/ledger/disputed.ts',
    from: "'charge.dispute.funds_reinstated': 'reinstated'",
    to: "'charge.dispute.reopened': 'reinstated'",
    guard: guards.disputes,
  },
  {
    name: 'the older fact wins',
    file: 'lib/facts/fact.ts',
    from: 'if (a.at !== b.at) return a.at > b.at',
    to: 'if (a.at !== b.at) return a.at < b.at',
    guard: guards.copies,
  },
  {
    name: 'within one second the lower rank wins',
    file: 'lib/facts/fact.ts',
    from: 'if (a.rank !== b.rank) return a.rank > b.rank',
    to: 'if (a.rank !== b.rank) return a.rank < b.rank',
    guard: guards.copies,
  },
  {
    name: 'facts are dated by their arrival',
    file: 'lib/lane/tell.ts',
    from: '    at,\n    rank: fact.rank,',
    to: '    at: new Date().toISOString(),\n    rank: fact.rank,',
    guard: guards.copies,
  },
  {
    name: 'only what a batch tells counts, not what is stored',
    file: 'lib/lane/fold.ts',
    from: 'const set = new FactSet([...told, ...kept])',
    to: 'const set = new FactSet(told)',
    guard: guards.copies,
  },
  {
    name: 'lifetime value counts test money too',
    file: 'lib/ledger/counted-sql.ts',
    from: 'c.site_id = p.site_id and c.livemode = p.livemode',
    to: 'c.site_id = p.site_id',
    guard: guards.copies,
  },
  {
    name: 'people are not computed again',
    file: 'lib/lane/fold-people.ts',
    from: 'touched: [...book.touched(), ...toProject(concerns.commands)],',
    to: 'touched: toProject(concerns.commands),',
    guard: guards.copies,
  },
  {
    name: 'a customer keeps its first address',
    file: 'lib/subscribers/fold.ts',
    from: "const email = newest(of('email'))",
    to: "const email = earliest(of('email'))",
    guard: guards.addresses,
  },
  {
    name: 'a guest is heard at one account of a batch only',
    file: 'lib/lane/fold-people.ts',
    from: 'connectionIds: [...new Set([...known.connectionIds, ...place.connectionIds])],',
    to: 'connectionIds: known.connectionIds,',
    guard: guards.modes,
  },
]
