import { lookUpPayload } from '@/lib/look-ups/jobs'
import { lookUp } from '@/lib/look-ups/look-up'

/** Asks Stripe what an event's person or a subscription's figures need. */
export async function lookUpTask(payload: unknown) {
  const { question, failures } = lookUpPayload.parse(payload)
  await lookUp(question, failures)
}
