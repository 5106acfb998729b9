import { createHmac, randomBytes } from 'node:crypto'
import { chargeSucceeded, invoicePaid } from '../stripe-event'
import { accountCount, accountNamed } from '../world'
import type { Job } from './load'

export const signingSecret = 'whsec_bench'
const customersPerAccount = 20

/** Whole HTTP requests, signed: head and body in one buffer. */
export function makeRequests({ path, requests, charges, bytes, account }: Job): Buffer[] {
  const run = randomBytes(6).toString('hex')
  return Array.from({ length: requests }, (_, n) => {
    const sent = {
      id: `evt_${run}${String(n).padStart(12, '0')}`,
      account: account ?? someAccount(),
      customer: Math.floor(Math.random() * customersPerAccount),
    }
    return requestOf(path, Buffer.from(charges && n % 2 === 1 ? chargeSucceeded(sent) : invoicePaid(sent, bytes)))
  })
}

function requestOf(path: string, body: Buffer): Buffer {
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', signingSecret).update(`${at}.`).update(body).digest('hex')
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Accept: */*; q=0.5, application/xml',
    'Content-Type: application/json; charset=utf-8',
    `Stripe-Signature: t=${at},v1=${signature}`,
    `Content-Length: ${body.byteLength}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

/** Few accounts send most: the n-th as often as 1/n. */
function someAccount(): string {
  let at = Math.random() * total
  for (let n = 0; n < accountCount; n++) {
    at -= 1 / (n + 1)
    if (at < 0) return accountNamed(n)
  }
  return accountNamed(0)
}

const total = Array.from({ length: accountCount }, (_, n) => 1 / (n + 1)).reduce((sum, share) => sum + share, 0)
