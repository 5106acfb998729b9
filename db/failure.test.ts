import pg from 'pg'
import { expect, test } from 'vitest'
import { failureOf } from './failure'

const state = (code: string) => Object.assign(new pg.DatabaseError('x', 1, 'error'), { code })
const socket = (code: string) => Object.assign(new Error('x'), { code })

test.each([
  ['08006', 'away'],
  ['57P01', 'away'],
  ['25P03', 'away'],
  ['40001', 'collided'],
  ['40P01', 'collided'],
  ['53300', 'busy'],
  ['55P03', 'busy'],
  ['25006', 'busy'],
  ['57014', 'canceled'],
  ['22021', 'data'],
  ['23505', 'data'],
  ['54000', 'data'],
  ['42703', 'other'],
  ['P0001', 'other'],
])('%s is %s', (code, failure) => expect(failureOf(state(code))).toBe(failure))

test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])(
  '%s is away',
  (code) => expect(failureOf(socket(code))).toBe('away'),
)

test('what pg says of a connection that ended is away', () => {
  for (const words of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client was closed and is not queryable',
  ])
    expect(failureOf(new Error(words)), words).toBe('away')
})

test('it is found inside what wraps it', () => {
  expect(failureOf(new Error('Failed query', { cause: state('40P01') }))).toBe('collided')
  expect(failureOf(new AggregateError([new Error('x'), socket('ECONNREFUSED')]))).toBe('away')
})

test('a fault of ours is no outage', () => {
  for (const fault of [
    new TypeError("Cannot read properties of undefined (reading 'connectionId')"),
    socket('ERR_INVALID_ARG_TYPE'),
    socket('ENOENT'),
    'a text',
    null,
  ])
    expect(failureOf(fault)).toBe('other')
})
