import { expect, test } from 'vitest'
import { readAnswer } from './http-answer'

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'

test('an answer of known length is whole with its last byte', () => {
  expect(readAnswer(`${head}Content-Length: 4\r\n\r\ntru`)).toBeNull()
  expect(readAnswer(`${head}Content-Length: 4\r\n\r\ntrue`)).toEqual({ status: 200 })
})

test('an answer in chunks is whole with its empty one', () => {
  expect(readAnswer(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n`)).toBeNull()
  expect(readAnswer(`${head}Transfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n`)).toEqual({ status: 200 })
})

test('a head in two pieces is waited for', () => {
  expect(readAnswer('HTTP/1.1 503 Service Unavailable\r\nContent-Le')).toBeNull()
})
