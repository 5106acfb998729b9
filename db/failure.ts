/**
 * What went wrong with the database, for those who have to decide what to do about it:
 * `away` = not reachable, or the connection ended: later · `collided` = a deadlock or a serialization failure: at once ·
 * `busy` = out of room, locked or read-only just now: later · `canceled` = it took longer than allowed ·
 * `data` = a row the database cannot hold: never · `other` = a fault of ours, or no matter of the database.
 */
export type Failure = 'away' | 'collided' | 'busy' | 'canceled' | 'data' | 'other'

/** Says it of any error, also of one that another error wraps. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return 'other'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const own = isState.test(code)
    ? ofState(code)
    : isSocket.test(code) || isClient.test(error.message)
      ? 'away'
      : 'other'
  if (own !== 'other') return own
  const within = error instanceof AggregateError ? error.errors : [error.cause]
  return within.map(failureOf).find((failure) => failure !== 'other') ?? 'other'
}

/** SQLSTATE, by class (PostgreSQL, appendix A). */
function ofState(state: string): Failure {
  // 25P03: our own fence against frozen workers; 57P01-57P05: terminated, restarting, idle too long.
  if (/^(08|57P|25P03)/.test(state)) return 'away'
  if (/^40/.test(state)) return 'collided'
  if (state === '57014') return 'canceled'
  if (/^(53|57|55P03|25006)/.test(state)) return 'busy'
  return /^(22|23|54)/.test(state) ? 'data' : 'other'
}

const isState = /^\d[0-9A-Z]{4}$/
// Only what the socket and pg say of a connection. A looser pattern would take a fault of ours that merely mentions one
// ("cannot read 'connectionId'") for an outage, and try it for ever.
const isSocket = /^E(?!RR_)(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_|HOST|NET)/
const isClient =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout expired|timeout exceeded when trying to connect)/
