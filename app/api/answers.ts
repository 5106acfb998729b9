import { z } from 'zod'

/** Tenant data is for one pair of eyes: no cache between us and them may keep it (AU-20). */
const noStore = { 'cache-control': 'no-store' }

export function json(data: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(data, { status: init.status ?? 200, headers: { ...noStore, ...init.headers } })
}

/** Done, nothing to say. */
export const done = () => new Response(null, { status: 204, headers: noStore })

/** The shape of every list. Ids are uuid v7, so `next_cursor` is the last id and null means "that was all". */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() })

/** Query fields of every list: 50 rows unless asked for up to 200. */
export const paging = {
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

export type Fields = Record<string, string>

/** An answer that is not a success. `code` is for programs, `message` for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further members of the body, beside `error`: a conflict's current rows, for instance. */
    readonly extra: Record<string, unknown> & { fields?: Fields } = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

/** Missing, foreign and malformed ids are told apart by nobody (AU-02). */
export const notFound = () => new ApiError(404, 'not_found', 'Not found, or not yours.')

/** 422 with the fields at fault: { email: 'Not an e-mail address.' }. */
export const invalid = (fields: Fields, message = Object.values(fields)[0] ?? 'Some fields are not right.') =>
  new ApiError(422, 'invalid', message, { fields })

export const tooMany = (seconds: number, message: string) =>
  new ApiError(429, 'too_many', message, {}, { 'retry-after': String(seconds) })

/** The proxy names every request; a request that did not pass it gets a name here. */
export const requestIdOf = (request: Request) => request.headers.get('x-request-id') ?? `req_${crypto.randomUUID()}`

/** `{error: {code, message, fields?}, request_id}`. */
export function refusal(error: ApiError, requestId: string): Response {
  const { fields, ...more } = error.extra
  const body = {
    error: { code: error.code, message: error.message, ...(fields ? { fields } : {}) },
    ...more,
    request_id: requestId,
  }
  return json(body, { status: error.status, headers: error.headers })
}
