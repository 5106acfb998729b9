/** What a kind of destination (or a flow's HTTP step) may ask of the network: one call, one answer, never an exception. */
export interface Http {
  request(call: Call): Promise<Answered>
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute. Checked by the guarded client: https, a public address, no redirects followed (OUT-04 … OUT-06). */
  url: string
  headers?: Record<string, string>
  /** Already text: what is signed is what is sent. */
  body?: string
}

export type Answered = { ok: true; response: Response } | { ok: false; problem: OutboundProblem; detail: string }

export interface Response {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** At most 64 KiB, as text; longer ones are cut (OUT-09). */
  body: string
  cut: boolean
}

/** Why no answer came: keys of lib/reasons.ts. */
export type OutboundProblem =
  | 'address_refused'
  | 'host_not_found'
  | 'connection_refused'
  | 'connection_lost'
  | 'certificate'
  | 'timed_out'
  | 'redirected'
  /** The destination was paused, disabled or removed before the call was made. */
  | 'destination_off'
