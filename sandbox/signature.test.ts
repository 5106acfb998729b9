import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { sign } from './signature'

const vectors = [
  ['{"id":"evt_1","object":"event"}', '0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd'],
  ['{"name":"Zoë €"}', 'b59a1186acd3ea9640b2bbcb5fba176f1c5df33fdfa3bf5d9d64dd2cbfc04b7e'],
] as const

test.each(vectors)('the published vector for %s', (body, v1) => {
  expect(sign(body, 'whsec_test_secret', 1_700_000_000)).toBe(`t=1700000000,v1=${v1}`)
})

test("Stripe's own library accepts the signature, and only with the same secret and bytes", () => {
  const body = JSON.stringify({ id: 'evt_1', object: 'event', data: { object: { name: '李 “quoted”' } } })
  const header = sign(body, 'whsec_one', Math.floor(Date.now() / 1000))
  expect(Stripe.webhooks.constructEvent(body, header, 'whsec_one')).toMatchObject({ id: 'evt_1' })
  expect(() => Stripe.webhooks.constructEvent(body, header, 'whsec_two')).toThrow()
  expect(() => Stripe.webhooks.constructEvent(`${body} `, header, 'whsec_one')).toThrow()
})
