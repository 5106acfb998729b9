/** What the JSON API answered instead of a success; `message` is written for people. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Per field of the body: what is wrong with it. */
    readonly fields: Record<string, string>,
    readonly requestId: string | undefined,
    /** The whole answer, for conflicts that carry the current state. */
    readonly body: unknown,
  ) {
    super(message)
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One call of our own JSON API: api<Site>('POST', '/api/v1/sites', { name }). Throws ApiFailure. */
export async function api<T = void>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal)
  if (response.status === 204) return undefined as T
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as T
  throw failure(response, answer)
}

async function send(method: Method, path: string, body: unknown, signal: AbortSignal | undefined) {
  try {
    return await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiFailure(
      0,
      'offline',
      'We could not reach the server. Nothing was changed. Try again.',
      {},
      undefined,
      null,
    )
  }
}

interface Refusal {
  error?: { code?: string; message?: string; fields?: Record<string, string> }
  request_id?: string
}

function failure(response: Response, answer: unknown) {
  const { error, request_id } = (typeof answer === 'object' && answer !== null ? answer : {}) as Refusal
  const message = error?.message ?? `The server answered ${response.status}. Try again.`
  const requestId = request_id ?? response.headers.get('x-request-id') ?? undefined
  return new ApiFailure(response.status, error?.code ?? 'unknown', message, error?.fields ?? {}, requestId, answer)
}
