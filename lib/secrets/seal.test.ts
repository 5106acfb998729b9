import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { masked } from './index'
import { type Key, open, type Place, seal } from './seal'

const key = (id: string): Key => ({ id, key: randomBytes(32) })
const place: Place = { teamId: 'team-a', table: 'connections', row: 'row-1', column: 'signing_secrets' }
const secret = 'whsec_canary0123456789abcdef'

test('DA-08 a secret comes back as it went in, and is nowhere to be read', () => {
  const keys = [key('k1')]
  const sealed = seal(secret, place, keys)
  expect(open(sealed, place, keys)).toBe(secret)
  expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/)
  expect(sealed).not.toContain('canary')
  expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('canary')
})

test('DA-08 the same secret is sealed differently each time', () => {
  const keys = [key('k1')]
  expect(seal(secret, place, keys)).not.toBe(seal(secret, place, keys))
})

test.each([
  ['another row', { row: 'row-2' }],
  ['another team', { teamId: 'team-b' }],
  ['another column', { column: 'name' }],
  ['another table', { table: 'destinations' }],
])('DA-08 moved to %s it does not open', (_where, moved) => {
  const keys = [key('k1')]
  expect(() => open(seal(secret, place, keys), { ...place, ...moved }, keys)).toThrow('does not open')
})

test('DA-08 parts of a place cannot be shifted into one another', () => {
  const keys = [key('k1')]
  const sealed = seal(secret, { ...place, table: 'a', row: 'b:c' }, keys)
  expect(() => open(sealed, { ...place, table: 'a:b', row: 'c' }, keys)).toThrow()
})

test('DA-08 every changed bit closes it', () => {
  const keys = [key('k1')]
  const [version, id, iv, body = ''] = seal(secret, place, keys).split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(() => open([version, id, iv, changed.toString('base64url')].join('.'), place, keys)).toThrow()
  }
})

test('DA-08 a shortened tag is refused', () => {
  const keys = [key('k1')]
  const [version, id, iv, body = ''] = seal(secret, place, keys).split('.')
  const short = Buffer.from(body, 'base64url').subarray(0, -12).toString('base64url')
  expect(() => open([version, id, iv, short].join('.'), place, keys)).toThrow()
})

test('DA-08 after a rotation the old key still opens and the new one seals', () => {
  const [old, fresh] = [key('k1'), key('k2')]
  const before = seal(secret, place, [old])
  expect(open(before, place, [fresh, old])).toBe(secret)
  expect(seal(secret, place, [fresh, old])).toMatch(/^v1\.k2\./)
})

test('DA-09 a missing or wrong key says which, and never the secret', () => {
  const sealed = seal(secret, place, [key('k1')])
  expect(() => open(sealed, place, [key('k2')])).toThrow('ENCRYPTION_KEYS has no key "k1"')
  expect(() => open(sealed, place, [key('k1')])).toThrow(/wrong key "k1"/)
})

test.each(['', 'v1', 'v1.k1.x', 'v2.k1.a.b', 'v1.k1.a.b.c', 'whsec_plain'])(
  'DA-08 %j is not a sealed secret',
  (text) => {
    expect(() => open(text, place, [key('k1')])).toThrow()
  },
)

test('DA-07 a masked secret shows its kind and its end', () => {
  expect(masked('whsec_0123456789abcdefa1b2')).toBe('whsec_…a1b2')
  expect(masked('sk_live_0123456789abcdefa1b2')).toBe('sk_live_…a1b2')
  expect(masked('short')).toBe('…')
})
