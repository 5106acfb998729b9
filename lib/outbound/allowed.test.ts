import { expect, test } from 'vitest'
import { readEnv } from '@/lib/env'
import { allowedByEnv, isAddressAllowed, isPlaceAllowed, nothing, readAllowed } from './allowed'
import { checkUrl } from './url'

test('places, addresses and ranges are read, and allow exactly what they say', () => {
  const allowed = readAllowed([
    'LocalHost:4010',
    '[::1]:4011',
    'stub.internal:80',
    '127.0.0.1',
    '10.0.0.0/8',
    'fd12::/16',
  ])
  const fine = [
    'http://localhost:4010/x',
    'http://[::1]:4011/',
    'http://stub.internal/',
    'http://127.0.0.1:9/',
    'http://10.1.2.3/',
  ]
  for (const url of fine) expect(checkUrl(url, allowed), url).toMatchObject({ ok: true })
  const others = [
    'http://localhost:4011/',
    'https://localhost/',
    'http://[::1]/',
    'http://127.0.0.2/',
    'http://example.com/',
  ]
  for (const url of [...others, 'http://user@localhost:4010/', 'http://0x7f.0.0.1/']) {
    expect(checkUrl(url, allowed), url).toMatchObject({ ok: false })
  }
  expect(isAddressAllowed(allowed, 'fd12:1::1')).toBe(true)
  expect(isAddressAllowed(allowed, '172.16.0.1')).toBe(false)
})

test.each(['localhost', '10.0.0.0/33', '127.0.0.1/', '300.1.1.1', '::1/129', 'http://localhost:80', 'a b:1', '*'])(
  'the entry %j is the operator’s to mend',
  (entry) => expect(() => readAllowed([entry])).toThrow(`OUTBOUND_ALLOW holds "${entry}"`),
)

test('the stand-ins for Bento and Loops are places', () => {
  const allowed = allowedByEnv(
    readEnv({ BENTO_API_BASE: 'http://127.0.0.1:4020', LOOPS_API_BASE: 'https://loops.internal' }),
  )
  expect(isPlaceAllowed(allowed, new URL('http://127.0.0.1:4020/api/v1'))).toBe(true)
  expect(isPlaceAllowed(allowed, new URL('https://loops.internal/api'))).toBe(true)
  expect(isPlaceAllowed(allowed, new URL('http://127.0.0.1:4021/api/v1'))).toBe(false)
})

test('OUT-05 nothing is allowed where strangers come, whatever the settings say', () => {
  const read = readEnv({ OUTBOUND_ALLOW: '127.0.0.1', BENTO_API_BASE: 'http://127.0.0.1:4020' })
  expect(allowedByEnv({ ...read, APP_URL: 'https://sluice.example.com' })).toBe(nothing)
  expect(allowedByEnv({ ...read, HOST: '0.0.0.0' })).toBe(nothing)
  expect(isAddressAllowed(allowedByEnv(read), '127.0.0.1')).toBe(true)
})

test('OUT-05 metadata is refused also as an allowed place', () => {
  const allowed = readAllowed(['169.254.169.254:80', '[fd00:ec2::254]:80', '0.0.0.0/0', '::/0'])
  for (const host of ['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '[::ffff:a9fe:a9fe]']) {
    expect(checkUrl(`http://${host}/latest`, allowed)).toMatchObject({ ok: false, reason: 'url_not_public' })
  }
})
