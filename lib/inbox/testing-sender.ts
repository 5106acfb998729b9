import { setTimeout as sleep } from 'node:timers/promises'
import { signatureOf } from '@/lib/lane/testing'
import { sendTo } from './testing-door'

/** What became of a number of events: how often each status was answered; 0 = no answer came. */
export type Answers = Record<number, number>

/**
 * Sends each until it is answered 200, as Stripe does, some at a time, through any of the doors; one that is closed is
 * like a machine that a proxy finds away, and the next is tried.
 */
export async function sendAllUntilTaken(
  events: readonly object[],
  doors: () => readonly number[],
  { atOnce = 8, pauseMs = 0, retryMs = 50 } = {},
): Promise<Answers> {
  const answers: Answers = {}
  let next = 0
  const sender = async () => {
    for (let at = next++; at < events.length; at = next++) {
      await untilTaken(Buffer.from(JSON.stringify(events[at])), doors, answers, retryMs)
      if (pauseMs > 0) await sleep(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  return answers
}

async function untilTaken(body: Buffer, doors: () => readonly number[], answers: Answers, retryMs: number) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const open = doors()
    const port = open[attempt % Math.max(1, open.length)]
    const status = port === undefined ? 0 : await statusOf(port, body)
    answers[status] = (answers[status] ?? 0) + 1
    if (status === 200) return
    await sleep(retryMs)
  }
  throw new Error('an event was never taken')
}

const statusOf = (port: number, body: Buffer) =>
  sendTo(port, { body, headers: { 'stripe-signature': signatureOf(body), connection: 'close' } }).then(
    (answer) => answer.status,
    () => 0,
  )
