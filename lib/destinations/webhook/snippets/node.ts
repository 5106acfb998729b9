export const node = `import { createHmac, timingSafeEqual } from 'node:crypto'

// headers: lower-case names. body: the raw text of the request, before any JSON is read from it.
export function verify(headers, body, secret = process.env.WEBHOOK_SECRET) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !timestamp || !signatures) throw new Error('The signature is missing')
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) throw new Error('Too old, or a clock is wrong')

  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(id + '.' + timestamp + '.' + body).digest()
  const isSigned = signatures.split(' ').some((each) => {
    const [version, signature = ''] = each.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  if (!isSigned) throw new Error('The signature does not match')
  return JSON.parse(body)
}
`
