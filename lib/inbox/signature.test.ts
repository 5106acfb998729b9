import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { whoSigned } from './signature'

const secret = { secret: 'whsec_one', testOnly: false }
const payload = '{"id":"evt_1","note":"Zoë 李"}'
const body = Buffer.from(payload)
const signed = Stripe.webhooks.generateTestHeaderString

describe('whoSigned', () => {
  test.each([
    [-301, false],
    [-300, true],
    [-299, true],
    [0, true],
    [299, true],
    [300, true],
    [301, false],
  ])('IN-04 a signature %i s from our clock, wherever that stands: %s', (offset, accepted) => {
    for (const clock of [Date.now(), 0x7fffffff * 1000, 946_684_800_000]) {
      const timestamp = Math.floor(clock / 1000) + offset
      const answer = whoSigned(body, signed({ payload, secret: secret.secret, timestamp }), [secret], clock)
      expect(answer).toEqual(accepted ? { signedBy: secret } : { refused: 'signature_expired' })
    }
  })

  test('IN-06 agrees with Stripe’s own library while a secret is rolled', () => {
    const old = { secret: 'whsec_two', testOnly: true }
    const timestamp = Math.floor(Date.now() / 1000)
    const [first, second] = [secret, old].map((s) => signed({ payload, secret: s.secret, timestamp }))
    expect(whoSigned(body, first ?? '', [old, secret])).toEqual({ signedBy: secret })
    expect(whoSigned(body, second ?? '', [secret, old])).toEqual({ signedBy: old })
    expect(whoSigned(body, second ?? '', [secret])).toEqual({ refused: 'signature_mismatch' })
    expect(whoSigned(body, `${second},${first?.split(',')[1]}`, [secret])).toEqual({ signedBy: secret })
    expect(whoSigned(body, null, [secret])).toEqual({ refused: 'signature_malformed' })
  })
})
