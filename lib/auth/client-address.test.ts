import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clientAddress } from './client-address'
import { openPeerKey, peerHeader, peerValue } from './peer'

beforeAll(() => {
  vi.stubEnv('SLUICE_PEER_KEY', undefined)
  openPeerKey()
})

afterAll(() => {
  vi.unstubAllEnvs()
})

const headers = (peer: string, forwarded?: string) =>
  new Headers({ [peerHeader]: peerValue(peer), ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) })

test('AU-10 without trusted proxies the socket is the client, whatever X-Forwarded-For claims', () => {
  expect(clientAddress(headers('203.0.113.9', '1.2.3.4'), [])).toBe('203.0.113.9')
})

test('AU-10 behind a trusted proxy the address it saw counts, and nothing further left', () => {
  expect(clientAddress(headers('10.0.0.2', '6.6.6.6, 198.51.100.7'), ['10.0.0.0/8'])).toBe('198.51.100.7')
  expect(clientAddress(headers('10.0.0.2', '6.6.6.6, 198.51.100.7, 10.1.1.1'), ['10.0.0.0/8'])).toBe('198.51.100.7')
})

test('AU-10 an untrusted hop ends the walk', () => {
  expect(clientAddress(headers('192.0.2.1', '198.51.100.7, 10.0.0.2'), ['10.0.0.0/8'])).toBe('192.0.2.1')
})

test('AU-10 addresses of one IPv6 network count as one client', () => {
  const one = clientAddress(headers('2001:db8:1:2::1'), [])
  expect(clientAddress(headers('2001:0db8:1:2:ffff:1:2:3'), [])).toBe(one)
  expect(clientAddress(headers('2001:db8:1:3::1'), [])).not.toBe(one)
})

test('AU-18 nonsense is one client called unknown', () => {
  expect(clientAddress(headers('', '%%, <script>, 999.1.1.1'), ['10.0.0.0/8'])).toBe('unknown')
})

test('AU-10 a client that writes the peer itself is not believed, with our server in front or without', () => {
  const claimed = (value: string) => new Headers({ [peerHeader]: value, 'x-forwarded-for': '198.51.100.7' })
  for (const value of ['203.0.113.9', ' 203.0.113.9', 'undefined 203.0.113.9', 'guess 203.0.113.9']) {
    expect(clientAddress(claimed(value), [])).toBe('198.51.100.7')
  }
  vi.stubEnv('SLUICE_PEER_KEY', undefined)
  for (const value of ['203.0.113.9', ' 203.0.113.9', 'undefined 203.0.113.9', 'guess 203.0.113.9']) {
    expect(clientAddress(claimed(value), [])).toBe('198.51.100.7')
  }
})
