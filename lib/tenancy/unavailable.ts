import { failureOf } from '@/db/failure'

/** True when the database cannot be reached or has no room now: an answer of 503 "try again", not of 500 (AU-17). */
export function isUnavailable(error: unknown): boolean {
  const failure = failureOf(error)
  return failure === 'away' || failure === 'busy'
}

/** All that reaches a browser of an error on the server is its digest; this one says that trying again will do. */
export const unavailableDigest = 'database_unavailable'

export class Unavailable extends Error {
  readonly digest = unavailableDigest

  constructor(cause: unknown) {
    super('The database cannot be reached.', { cause })
  }
}

/** Reads for a page: when the database is away, the page's error boundary can say so. */
export async function orUnavailable<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    throw isUnavailable(error) ? new Unavailable(error) : error
  }
}
