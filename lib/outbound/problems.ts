import { plainLine } from '@/lib/text/hidden'
import type { Answered, OutboundProblem } from './http'

export type Failed = Extract<Answered, { ok: false }>

export function failed(problem: OutboundProblem, detail: string): Failed {
  return { ok: false, problem, detail: short(detail) }
}

/** What a socket, the TLS layer or the HTTP parser reports. Only a certificate's message says more than its code does. */
export function failedBy(error: unknown): Failed {
  const { code = 'unknown', message = '' } = error as NodeJS.ErrnoException
  const problem = problemOf(code)
  return failed(problem, problem === 'certificate' ? `${code}: ${message}` : code)
}

function problemOf(code: string): OutboundProblem {
  if (ofNames.has(code)) return 'host_not_found'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'connection_refused'
  if (code === 'ETIMEDOUT' || code === 'ERR_SOCKET_CONNECTION_TIMEOUT') return 'timed_out'
  return ofCertificates.test(code) ? 'certificate' : 'connection_lost'
}

/** Of getaddrinfo and of c-ares (nodejs.org/api/dns.html#error-codes). A name without addresses is not found either. */
const ofNames = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT'],
  ...['EFORMERR', 'ENOTIMP', 'EBADNAME', 'EBADRESP', 'ECANCELLED'],
])

/**
 * What OpenSSL finds wrong with a certificate (nodejs.org/api/tls.html#x509-certificate-error-codes), and a handshake that
 * fails altogether, such as when the other side does not speak TLS at this port.
 */
const ofCertificates =
  /^(?:CERT_|CRL_|UNABLE_TO_|ERROR_IN_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|PATH_LENGTH_|HOSTNAME_|ERR_TLS_|ERR_SSL_|EPROTO$)/

/** One line of at most 200 characters: parts of it were chosen by the receiver. */
function short(text: string): string {
  const line = plainLine(text)
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
