import { json, type Reply } from '../http'

/** Stripe's error envelope. */
export function apiError(
  status: number,
  error: { message: string; code?: string; param?: string; type?: string },
): Reply {
  return json(status, { error: { type: 'invalid_request_error', ...error } })
}

export function noSuch(what: string, id: string, param = 'id'): Reply {
  return apiError(404, { code: 'resource_missing', message: `No such ${what}: '${id}'`, param })
}

/** What Stripe answers once access has been taken away, or never was given. */
export function noAccess(key: string, account: string): Reply {
  const masked = `${key.slice(0, 8)}***${key.slice(-4)}`
  const message = `The provided key '${masked}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`
  return apiError(403, { code: 'account_invalid', message })
}
