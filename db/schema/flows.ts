import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, newId, type SiteId, type TeamId } from './columns'

/** `draft`: never published. `paused`: nobody enters, and who is inside stands still. */
export type FlowState = 'draft' | 'live' | 'paused'

/** An automation of one site and mode. What runs is a version; what is edited is the draft beside it. */
export const flows = pgTable(
  'flows',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull().$defaultFn(newId),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    name: text().notNull(),
    /** The template it was made from, of lib/flows/templates. */
    template: text(),
    state: text().$type<FlowState>().notNull().default('draft'),
    /** What is edited, as lib/flows/definition.ts describes it; may be incomplete. */
    draft: jsonb().$type<object>().notNull(),
    /** The version new runs get; 0 = never published. */
    liveNo: integer().notNull().default(0),
    /** Of the live version: what the lane looks for. Null = never published. */
    triggerType: text(),
    /** Stripe types and derived ones that any of its versions waits for or ends by: such an event wakes its runs. */
    listens: text().array().notNull().default([]),
    /** Why it paused itself: a key of lib/reasons.ts; null = a person did. */
    pausedReason: text(),
    pausedAt: instant(),
    /** When somebody last let it go on; null = never. */
    resumedAt: instant(),
    /** Of the draft, its name and its state: who saves says which one they saw. */
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    index('flows_of_site').on(t.siteId, t.livemode).where(sql`deleted_at is null`),
  ],
)

/** What was published, for ever: a run keeps the version it entered with (FL-06). */
export const flowVersions = pgTable(
  'flow_versions',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    flowId: uuid().notNull(),
    no: integer().notNull(),
    /** Of lib/flows/definition.ts. */
    definition: jsonb().$type<object>().notNull(),
    /** Who published it, as lists say it. */
    publishedBy: text().notNull(),
    publishedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.flowId, t.no] })],
)

/**
 * `open`: on its way. `done`: at its end. `left`: ended early, as its flow wants it (paid meanwhile). `skipped`: never entered (a
 * cap, a filter). `cancelled`: by a person, or its flow was removed. `failed`: a step did not work, and a person may try it again.
 */
export type RunState = 'open' | 'done' | 'left' | 'skipped' | 'cancelled' | 'failed'

/** One subscriber's passage through a flow, begun by one event. */
export const flowRuns = pgTable(
  'flow_runs',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    id: uuid().notNull(),
    flowId: uuid().notNull(),
    versionNo: integer().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    connectionId: uuid().notNull(),
    eventId: uuid().notNull(),
    /** Whom it is about; who that is now, and their data, is read at every step. */
    partyKey: text().notNull(),
    type: text().notNull(),
    /** The event as it was when the run began, with the details that steps may use (lib/flows/flow-event.ts). */
    event: jsonb().$type<object>().notNull(),
    /** What the flow's cap counts: the event's invoice, else its payment intent; null = no cap applies (FL-04). */
    occasion: text(),
    /** How many runs of ours led to the event that began this one (FL-07). */
    depth: smallint().notNull().default(0),
    state: text().$type<RunState>().notNull().default('open'),
    reason: text(),
    says: text(),
    /** The step it is at; null before it entered and at its end. */
    stepId: text(),
    /** When its conditions and caps were looked at, and let it in. */
    enteredAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('flow_runs_of_event').on(t.teamId, t.flowId, t.eventId),
    index('flow_runs_of_flow').on(t.flowId, t.id),
    // The team at its end is what row-level security asks of every row: counting then reads the index alone.
    index('flow_runs_of_state').on(t.flowId, t.state, t.id, t.teamId),
    index('flow_runs_by_event').on(t.eventId),
    index('flow_runs_of_party').on(t.partyKey, t.id),
    index('flow_runs_of_occasion').on(t.occasion, t.flowId).where(sql`occasion is not null and entered_at is not null`),
    // What lib/flows/ceiling.ts counts: of a flow, with the team as above; of a person in it; and circles that were stopped, of which there are few.
    index('flow_runs_entered').on(t.flowId, t.enteredAt, t.teamId).where(sql`entered_at is not null`),
    index('flow_runs_entered_of_party').on(t.partyKey, t.flowId, t.enteredAt).where(sql`entered_at is not null`),
    index('flow_runs_stopped').on(t.flowId, t.endedAt).where(sql`reason = 'flow_loop'`),
    index('flow_runs_ended').on(t.endedAt).where(sql`ended_at is not null`),
    index('flow_runs_open_by_connection').on(t.connectionId).where(sql`state = 'open'`),
  ],
)

/** Open runs: a narrow row, deleted when the run ends. Who works on it pushes due_at ahead, as in delivery_queue. */
export const flowQueue = pgTable(
  'flow_queue',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    flowId: uuid().notNull(),
    runId: uuid().notNull(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    partyKey: text().notNull(),
    dueAt: instant().notNull(),
    /** Tries of the step it is at; only the one made last may settle it. */
    attemptNo: smallint().notNull().default(0),
    /** Who works on it at the moment. */
    claimId: uuid(),
    /** Types of events about this person that make it due at once. */
    listens: text().array().notNull().default([]),
    /** Such an event came while somebody worked on it: due again when they are through. */
    woken: boolean().notNull().default(false),
    /** When the step it stands at began to wait; null = it does not wait. */
    waitsSince: instant(),
    /** Until when it waits at most. */
    waitsUntil: instant(),
    /** Who asked for the next attempt; null = the schedule. */
    askedBy: text(),
    /** It was cancelled while somebody worked on it: it ends with that, for this reason. */
    endsBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.flowId, t.runId] }),
    index('flow_queue_due').on(t.flowId, t.dueAt),
    index('flow_queue_of_party').on(t.partyKey, t.teamId).where(sql`listens <> '{}'`),
  ],
)

export type StepOutcomeStatus = 'done' | 'waiting' | 'skipped' | 'left' | 'try-again' | 'failed'

/** What a run did at each step, in order; `no` counts on over the run. */
export const flowSteps = pgTable(
  'flow_steps',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    runId: uuid().notNull(),
    no: smallint().notNull(),
    /** Of the version's definition; `enter` = its trigger. */
    stepId: text().notNull(),
    kind: text().notNull(),
    at: instant().notNull(),
    durationMs: integer().notNull(),
    outcome: text().$type<StepOutcomeStatus>().notNull(),
    reason: text(),
    says: text(),
    askedBy: text(),
    /** What a page shows of it: the path taken, the delivery, the mail's subject and id, what was said over HTTP (masked). */
    detail: jsonb().$type<Record<string, unknown>>(),
    /** When it was tried again, or the wait ends. */
    nextAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.runId, t.no] }), index('flow_steps_at').using('brin', t.at)],
)

export type SuppressionReason = 'unsubscribed' | 'bounced' | 'by_hand'

/** Addresses that get no mail of a site's flows any more; looked at when a mail is sent (FL-08). */
export const suppressions = pgTable(
  'suppressions',
  {
    teamId: uuid().notNull().$type<TeamId>(),
    siteId: uuid().notNull().$type<SiteId>(),
    livemode: boolean().notNull(),
    emailKey: text().notNull(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** The mail server's words, or who did it. */
    says: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.siteId, t.livemode, t.emailKey] })],
)
