import { expect, test } from 'vitest'
import { endpoints } from './manifest'
import { allowInstead, routes } from './methods'

test('the addresses and methods told before a route is loaded are those of the manifest', () => {
  const told = Object.entries(routes).flatMap(([path, allowed]) => allowed.map((method) => `${method} ${path}`))
  expect(told.sort()).toEqual(
    endpoints()
      .map(({ name }) => name)
      .sort(),
  )
})

test.each(endpoints())('$name is let through', ({ path, method }) => {
  expect(allowInstead(`/api/v1${path.replace('{id}', '01a1fbcc')}`, method)).toBeNull()
})

test('a method an address does not take is told which ones it does', () => {
  expect(allowInstead('/api/v1/sites', 'DELETE')).toBe('GET, POST, HEAD, OPTIONS')
  expect(allowInstead('/api/v1/sites/', 'PUT')).toBe('GET, POST, HEAD, OPTIONS')
  expect(allowInstead('/api/v1/sessions', 'GET')).toBe('DELETE, OPTIONS')
  expect(allowInstead('/api/v1/invitations/accept', 'DELETE')).toBe('POST, OPTIONS')
  expect(allowInstead('/api/v1/events/1', 'PROPFIND')).toBe('GET, HEAD, OPTIONS')
})

test('HEAD and OPTIONS are left to Next, and an unknown address to its 404', () => {
  expect(allowInstead('/api/v1/sites', 'HEAD')).toBeNull()
  expect(allowInstead('/api/v1/sites', 'OPTIONS')).toBeNull()
  expect(allowInstead('/api/v1/x/y', 'DELETE')).toBeNull()
  expect(allowInstead('/sites', 'DELETE')).toBeNull()
})
