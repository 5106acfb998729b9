/** Connection refused, reset, timed out; server shutting down, starting, or out of connections. */
const signs =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|timeout exceeded when trying to connect|Connection terminated/
const states = /^(08|57P0|53300)/

/** True when the database cannot be reached now: an answer of 503 "try again", not of 500 (AU-17). */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (states.test(code) || signs.test(code) || signs.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  return isUnavailable(error.cause)
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
