import { expect, test } from 'vitest'
import { clientAddress } from './client-address'

const headers = (peer: string, forwarded?: string) =>
  new Headers({ 'x-sluice-peer': peer, ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) })

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
