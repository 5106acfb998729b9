import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKind } from './address'
import { isAddressAllowed, readAllowed } from './allowed'
import { neverReached, notPublic } from './ranges'
import { hostileAnswers } from './testing-vectors'

const everything = readAllowed(['0.0.0.0/0', '::/0'])

test('OUT-05 addresses of the internet are public', () => {
  const addresses = [
    '1.1.1.1',
    '93.184.216.34',
    '100.128.0.0',
    '172.32.0.1',
    '192.0.1.1',
    '198.20.0.1',
    '223.255.255.255',
  ]
  for (const address of [...addresses, '2606:4700::1111', '2a00:1450:4001::1', '2001:200::1', '2400::1']) {
    expect(addressKind(address), address).toBe('public')
  }
})

test('OUT-05 no other address is', () => {
  for (const address of hostileAnswers) expect(addressKind(address), address).not.toBe('public')
})

describe('OUT-05 however an address is written', () => {
  const numbers = (range: string) => {
    const [first = '', bits] = range.split('/')
    const size = first.includes(':') ? 128n : 32n
    const start = toNumber(first)
    return { v6: size === 128n, start, end: start + (1n << (size - BigInt(bits ?? size))) - 1n }
  }
  const ranges = [...neverReached, ...notPublic].map(numbers)
  const isPublic = (n: bigint, v6: boolean) =>
    !ranges.some((range) => range.v6 === v6 && range.start <= n && n <= range.end) && (!v6 || n >> 125n === 1n)

  test('the edges of each range, and what lies beside them, are told apart as by plain arithmetic', () => {
    for (const { v6, start, end } of ranges) {
      for (const n of [start - 1n, start, end, end + 1n].filter((n) => n >= 0n && n >> (v6 ? 128n : 32n) === 0n)) {
        expect(addressKind(toText(n, v6)) === 'public', toText(n, v6)).toBe(isPublic(n, v6))
      }
    }
  })

  test('and so is any address', () => {
    const address = fc.oneof(
      fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((n) => ({ n, v6: false })),
      fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((n) => ({ n, v6: true })),
      fc.bigInt({ min: 1n << 125n, max: (1n << 126n) - 1n }).map((n) => ({ n, v6: true })),
      fc.tuple(fc.constantFrom(...ranges), fc.bigInt({ min: 0n, max: 1n << 96n })).map(([{ v6, start, end }, add]) => ({
        n: start + (add % (end - start + 1n)),
        v6,
      })),
    )
    fc.assert(
      fc.property(address, ({ n, v6 }) => (addressKind(toText(n, v6)) === 'public') === isPublic(n, v6)),
      { numRuns: 3_000 },
    )
  })
})

test('OUT-05 metadata, link-local and embedded addresses stay out of reach when everything is allowed', () => {
  const addresses = ['169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254', 'fe80::a9fe:a9fe']
  for (const address of [
    ...addresses,
    '::ffff:169.254.169.254',
    '::a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
  ]) {
    expect(addressKind(address), address).toBe('never')
    expect(isAddressAllowed(everything, address), address).toBe(false)
  }
  for (const address of ['127.0.0.1', '::1', '10.0.0.1', 'fc00::1', '100.100.100.201']) {
    expect(addressKind(address), address).toBe('private')
    expect(isAddressAllowed(everything, address), address).toBe(true)
  }
})

/** By hand, so that the test does not lean on what it tests. */
function toNumber(text: string): bigint {
  if (!text.includes(':')) return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const [left = '', right = ''] = text
    .split('::')
    .map((half) => half.split(':').filter(Boolean)) as unknown as string[][]
  const zeros = Array(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}

function toText(n: bigint, v6: boolean): string {
  if (!v6) return [24n, 16n, 8n, 0n].map((shift) => (n >> shift) & 255n).join('.')
  return Array.from({ length: 8 }, (_, i) => ((n >> BigInt(112 - i * 16)) & 65_535n).toString(16)).join(':')
}
