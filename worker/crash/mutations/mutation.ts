/** A mistake somebody could make: a piece of our own text, what it becomes, and the test that must not let it pass. */
export interface Mutation {
  name: string
  file: string
  from: string
  to: string
  guard: Guard
}

export interface Guard {
  file: string
  /** Of the test's name, as it stands in the file. */
  test: string
}

const scenarios = 'worker/crash/scenarios.db.test.ts'

export const guards = {
  copies: { file: scenarios, test: 'three shuffled copies' },
  storm: { file: scenarios, test: 'writes that fail all the time' },
  twoLanes: { file: 'lib/lane/once.db.test.ts', test: 'the lock comes first and the reading second' },
  finished: { file: 'lib/lane/once.db.test.ts', test: 'PR-05 finished events posted again' },
  failpoints: { file: 'lib/lane/once.db.test.ts', test: 'PR-04' },
  frozen: { file: 'lib/lane/freeze.db.test.ts', test: 'PR-07 frozen after any statement' },
  sentTo: { file: 'lib/lane/freeze.db.test.ts', test: 'PR-07 frozen while it is being sent to' },
  slow: { file: 'lib/lane/freeze.db.test.ts', test: 'taken for frozen because it is slow' },
  collided: { file: 'lib/inbox/keep.db.test.ts', test: 'is tried once more, and then it is 503' },
  blamed: { file: 'lib/lane/poison.db.test.ts', test: 'whose fault a failure is' },
  tooMany: { file: 'lib/inbox/outage.db.test.ts', test: 'more than may wait' },
  tenants: { file: 'db/tenancy.db.test.ts', test: 'AU-21' },
  refundFails: { file: 'lib/ledger/vectors.db.test.ts', test: '8 LT-03 a refund that fails later is money again' },
  disputes: { file: 'lib/ledger/vectors.db.test.ts', test: '6 LT-04 a dispute takes the money and gives it back' },
  addresses: {
    file: 'lib/subscribers/people.db.test.ts',
    test: 'LT-11 a customer that changes its address takes its money along',
  },
  modes: { file: 'lib/lane/modes.db.test.ts', test: 'a guest who pays at two accounts' },
  deadWorkers: { file: 'lib/workers.db.test.ts', test: 'PR-06 a job of a dead worker' },
} satisfies Record<string, Guard>
