import { and, eq, gt, gte, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { connections } from '@/db/schema/connections'
import { inbox } from '@/db/schema/inbox'
import { withTeams } from '@/db/tenant'
import { markNeedsReconnect } from '@/lib/connections/needs-reconnect'
import { providerOf } from '@/lib/connections/providers'
import type { Connection } from '@/lib/connections/providers/provider'
import { writeEntries } from '@/lib/inbox/entries'
import { enqueue } from '@/lib/jobs'
import { log } from '@/lib/log'
import { type Looked, readObject } from '@/lib/stripe/objects'
import { answerEntry, answerKey, dayOf } from './answer'
import { lookUpJob } from './jobs'
import type { Question } from './next-question'
import { takeRead } from './ration'

const [second, hour, day] = [1_000, 60 * 60_000, 24 * 60 * 60_000]

/**
 * Asks Stripe one thing and hands the answer to the lane. What was answered within a day is not asked again; what cannot be
 * asked now (the account's ration of reads is used up, Stripe is away, the connection is paused) is put off, never dropped.
 */
export async function lookUp(question: Question, failures = 0): Promise<void> {
  const connection = await whoToAsk(question)
  if (!connection) return
  if (connection.state === 'needs_reconnect' || !connection.isActive) return putOff(question, failures, hour)

  const wait = await takeRead(question.teamId, question.connectionId)
  if (wait > 0) return putOff(question, failures, wait * jitter())

  const asked = new Date()
  const account = { account: connection.stripeAccount, livemode: question.livemode }
  const looked = await readObject(account, question.object, question.id)
  if (looked.outcome === 'later') return tryAgain(question, failures, looked)
  if (looked.outcome === 'refused') {
    await markNeedsReconnect(question.teamId, question.connectionId, looked.why, asked)
    return
  }
  await answer(question, looked)
}

/** The connection, unless nobody can be asked or the answer is there already. */
async function whoToAsk(question: Question): Promise<Connection | null> {
  const { teamId, connectionId } = question
  return withTeams(teamId, async (tx) => {
    const [connection] = await tx
      .select()
      .from(connections)
      .where(and(eq(connections.teamId, teamId), eq(connections.id, connectionId)))
    if (!connection || connection.state === 'disconnected') return null
    if (!providerOf(connection.kind).holdsGrant || (await isAnswered(tx, question))) return null
    return connection
  })
}

/** The last day's answers have one of two keys, so no history is searched. */
async function isAnswered(tx: Tx, question: Question): Promise<boolean> {
  const since = new Date(Date.now() - day)
  const keys = [since, new Date()].map((date) => answerKey('look-up', question, question.livemode, date))
  const found = await tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(
        eq(inbox.teamId, question.teamId),
        eq(inbox.connectionId, question.connectionId),
        inArray(inbox.stripeEventId, keys),
        gte(inbox.created, dayOf(since)),
        gt(inbox.receivedAt, since),
      ),
    )
  return found.length > 0
}

async function answer(question: Question, looked: Extract<Looked, { at: Date }>) {
  const { object, id, ...place } = question
  const found = looked.outcome === 'found'
  const said = {
    about: { object, id },
    found,
    at: looked.at.toISOString(),
    ...(found ? { object: looked.object } : {}),
  }
  await withTeams(question.teamId, (tx) => writeEntries(tx, [answerEntry('look-up', place, said)]))
}

/** 2, 4, 8 … seconds to an hour, or as long as Stripe says; each a little apart from the others. */
async function tryAgain(question: Question, failures: number, looked: Extract<Looked, { outcome: 'later' }>) {
  const pause = Math.max(looked.retryAfterMs ?? 0, Math.min(hour, 2 ** (failures + 1) * second) * jitter())
  log.warn('Stripe gave no answer and is asked again', { object: question.object, cause: looked.cause, pause })
  await putOff(question, failures + 1, pause)
}

const putOff = (question: Question, failures: number, ms: number): Promise<void> =>
  withTeams(question.teamId, (tx) => enqueue(tx, [lookUpJob(question, failures, ms)]))

const jitter = () => 0.5 + Math.random()
