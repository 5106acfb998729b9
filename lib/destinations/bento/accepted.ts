import { again, type Failed, type Heard } from '../answers'

/**
 * Bento: success is 200 or 201 *and* `{results: n, failed: 0}`; a 200 with an error in it is none (OUT-08). `failed` is in its docs and
 * missing in its SDK, so fewer results than were sent are failures too. Null: all were taken.
 */
export function failureIn(heard: Heard, sent: number): Failed | null {
  if (!heard.ok) return heard.outcome
  const { results, failed = 0 } = (heard.json ?? {}) as { results?: unknown; failed?: unknown }
  if (typeof results !== 'number' || typeof failed !== 'number')
    return again('receiver_failed', heard.says || 'The answer does not say what was taken.')
  return failed === 0 && results >= sent ? null : { status: 'refused', reason: 'receiver_refused', says: heard.says }
}
