import { guards, type Mutation } from './mutation'

/** Of sluice_receive: what becomes of an event that is there already, and of its entry in the queue. */
const again = (there: string, queued: string) => `    ${there}
    returning n.team_id, n.id, n.created, octet_length(n.raw) as bytes
  ), queued as (
    insert into inbox_queue (team_id, priority, id, bytes, created, why)
    select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s${queued}
  ), aside as (`

/** Mistakes on the way from the door into the inbox. */
export const receiptMutations: readonly Mutation[] = [
  {
    name: 'no dedupe: the inbox takes an event as often as it comes',
    file: 'drizzle/0010_ids_by_mode.sql',
    from: 'ALTER TABLE "inbox" ADD CONSTRAINT "inbox_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id","livemode");',
    to: 'select 1;',
    guard: guards.copies,
  },
  {
    name: 'dedupe by the event id alone: a neighbour’s event takes the place of ours',
    file: 'drizzle/0010_ids_by_mode.sql',
    from: 'ADD CONSTRAINT "inbox_stripe_event" UNIQUE("team_id","connection_id","stripe_event_id","livemode");',
    to: 'ADD CONSTRAINT "inbox_stripe_event" UNIQUE("stripe_event_id","livemode");',
    guard: guards.copies,
  },
  {
    name: 'on conflict do update: an event that comes again is queued again',
    file: 'drizzle/0017_bodies_cut_late.sql',
    from: again('on conflict do nothing', ''),
    to: again(
      'on conflict (team_id, connection_id, stripe_event_id, livemode) do update set received_at = now()',
      ' on conflict do nothing',
    ),
    guard: guards.finished,
  },
  {
    name: 'test events go to the live connection although the test side is connected',
    file: 'drizzle/0017_bodies_cut_late.sql',
    from: "order by (r.state = 'open' or i.is_end) desc, r.livemode = i.livemode desc",
    to: "order by (r.state = 'open' or i.is_end) desc, r.livemode desc",
    guard: guards.copies,
  },
  {
    name: '2xx before the commit',
    file: 'lib/inbox/keep.ts',
    from: '  let failure = await tryInsert(webhooks)\n',
    to: "  for (const { answer } of batch) answer('kept')\n  let failure = await tryInsert(webhooks)\n",
    guard: guards.storm,
  },
  {
    name: '2xx although the database refused',
    file: 'lib/inbox/keep.ts',
    from: "  for (const { answer } of batch) answer(failure === null ? 'kept' : 'unavailable')",
    to: "  for (const { answer } of batch) answer('kept')",
    guard: guards.storm,
  },
  {
    name: '2xx although too many wait',
    file: 'lib/inbox/keep.ts',
    from: "return Promise.resolve('busy')",
    to: "return Promise.resolve('kept')",
    guard: guards.tooMany,
  },
  {
    name: 'a deadlock at receipt is not tried again',
    file: 'lib/inbox/keep.ts',
    from: "  if (failure === 'collided') failure = await tryInsert(webhooks)\n",
    to: '',
    guard: guards.collided,
  },
  {
    name: 'adoption stumbles over what came directly meanwhile',
    file: 'drizzle/0013_retention.sql',
    from: 'from gone g order by g.team_id, g.connection_id, g.stripe_event_id\n    on conflict do nothing',
    to: 'from gone g order by g.team_id, g.connection_id, g.stripe_event_id',
    guard: guards.copies,
  },
  {
    name: 'adopted events are not queued',
    file: 'drizzle/0013_retention.sql',
    from: "select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s\n  )\n  select count(*) into moved from gone;",
    to: "select s.team_id, 0, s.id, s.bytes, s.created, 'new' from stored s where false\n  )\n  select count(*) into moved from gone;",
    guard: guards.copies,
  },
]
