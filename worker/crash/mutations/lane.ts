import { guards, type Mutation } from './mutation'

/** Mistakes in how a batch is taken, ended and taken over. */
export const laneMutations: readonly Mutation[] = [
  {
    name: 'the lock is skipped',
    file: 'lib/lane/take.ts',
    from: 'where pg_try_advisory_xact_lock(lane.key)',
    to: 'where lane.key is not null',
    guard: guards.twoLanes,
  },
  {
    name: 'the entries are read in the snapshot of the lock',
    file: 'lib/lane/take.ts',
    from: 'client.script<{ at: string; now: number }>(`begin;',
    to: 'client.script<{ at: string; now: number }>(`begin isolation level repeatable read;',
    guard: guards.twoLanes,
  },
  {
    name: 'the fence against frozen workers is gone',
    file: 'lib/lane/take.ts',
    from: "    set local idle_in_transaction_session_timeout = '2s';\n",
    to: '',
    guard: guards.frozen,
  },
  {
    name: 'the reaper is off',
    file: 'lib/lane/upkeep/reaper.ts',
    from: "interval '4 seconds'",
    to: "interval '4 hours'",
    guard: guards.sentTo,
  },
  {
    name: 'a batch that was too slow is tried again as a whole',
    file: 'lib/lane/loop.ts',
    from: 'this.size = Math.max(1, Math.floor(limit / 2))',
    to: 'this.size = limit',
    guard: guards.slow,
  },
  {
    name: 'the queue row stays',
    file: 'lib/lane/outflow-sql.ts',
    from: 'q.priority = e.priority and q.id = e.id',
    to: 'q.priority = e.priority and q.id = e.id and false',
    guard: guards.copies,
  },
  {
    name: 'the entries end before their effects are stored',
    file: 'lib/pipeline.ts',
    from: '    await store(client, next) // 4',
    to: `    await outflow(client, next, [])
    await client.end('commit')
    await client.script("begin; set local role sluice_tenant; set local sluice.team_ids = '{" + teams.join(',') + "}'")
    await store(client, next) // 4`,
    guard: guards.failpoints,
  },
  {
    name: 'what a failed batch did so far is committed',
    file: 'lib/pipeline.ts',
    from: "    await client.end('rollback').catch(() => {})",
    to: "    await client.end('commit').catch(() => {})",
    guard: guards.failpoints,
  },
  {
    name: 'a deadlock in the lane is held against the event',
    file: 'lib/lane/poison.ts',
    from: "  collided: 'passing',",
    to: "  collided: 'data',",
    guard: guards.blamed,
  },
  {
    name: 'a full disk is held against the event',
    file: 'lib/lane/poison.ts',
    from: "  busy: 'passing',",
    to: "  busy: 'data',",
    guard: guards.blamed,
  },
  {
    name: 'who waited is released, but does not return to the queue',
    file: 'lib/lane/store.ts',
    from: 'from released r join inbox i on i.team_id = r.team_id and i.id = r.event_id',
    to: 'from released r join inbox i on i.team_id = r.team_id and i.id = r.event_id and false',
    guard: guards.copies,
  },
  {
    name: 'row-level security lets every team through',
    file: 'drizzle/0001_protect.sql',
    from: "    using (team_id = any((select nullif(current_setting('sluice.team_ids', true), '')::uuid[])::uuid[]))",
    to: '    using (true)',
    guard: guards.tenants,
  },
  {
    name: 'jobs of dead workers stay locked',
    file: 'lib/workers.ts',
    from: 'select graphile_worker.force_unlock_workers(',
    to: 'select cardinality(',
    guard: guards.deadWorkers,
  },
]
