import { expect, test } from 'vitest'
import { failedBy } from './problems'

test.each([
  ['ENOTFOUND', 'host_not_found'],
  ['EAI_AGAIN', 'host_not_found'],
  ['ESERVFAIL', 'host_not_found'],
  ['ECONNREFUSED', 'connection_refused'],
  ['EHOSTUNREACH', 'connection_refused'],
  ['ETIMEDOUT', 'timed_out'],
  ['ERR_SOCKET_CONNECTION_TIMEOUT', 'timed_out'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'certificate'],
  ['EPROTO', 'certificate'],
  ['ECONNRESET', 'connection_lost'],
  ['EPIPE', 'connection_lost'],
  ['HPE_HEADER_OVERFLOW', 'connection_lost'],
  ['HPE_INVALID_CONSTANT', 'connection_lost'],
])('OUT-01 %s reads %s', (code, problem) => {
  expect(failedBy(Object.assign(new Error('x'), { code }))).toMatchObject({ ok: false, problem })
})

test('DA-15 the detail is one short line, whatever a certificate says', () => {
  const message = `Host: a. is not in the cert's altnames: DNS:\u202eb\r\n\u001b[31m${'x'.repeat(500)}`
  const { detail } = failedBy(Object.assign(new Error(message), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }))
  expect(detail).toMatch(/^ERR_TLS_CERT_ALTNAME_INVALID: Host: a\. is not .* DNS: b \[31mx+…$/)
  expect(detail.length).toBe(200)
  expect(failedBy('thrown by nobody')).toEqual({ ok: false, problem: 'connection_lost', detail: 'unknown' })
})
