import { environmentManager, QueryObserver } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AccessLost } from './access-lost'
import { type Lost, liveRead, makeClient } from './client'

const everyMs = 10
let asked = 0
let status = 200
let stop = () => {}

beforeEach(() => {
  asked = 0
  status = 200
  environmentManager.setIsServer(() => false)
  vi.stubGlobal('fetch', async () => {
    asked += 1
    return Response.json(status === 200 ? { data: ['row'] } : { error: { code: 'x', message: 'x' } }, { status })
  })
})

afterEach(() => {
  stop()
  environmentManager.setIsServer(() => true)
  vi.unstubAllGlobals()
})

function poll() {
  const lost: Lost[] = []
  const client = makeClient((why) => lost.push(why))
  const observer = new QueryObserver(client, liveRead<{ data: string[] }>('/api/v1/events/log', everyMs))
  const unsubscribe = observer.subscribe(() => {})
  stop = () => {
    unsubscribe()
    client.clear()
  }
  return { lost, observer }
}

const rounds = () => new Promise((resolve) => setTimeout(resolve, everyMs * 8))

test.each([
  [401, 'signed_out'],
  [403, 'no_access'],
  [404, 'no_access'],
] as const)('AU-05 a page whose poll is answered %i is told once, and asks no more', async (refused, why) => {
  const { lost } = poll()
  await vi.waitFor(() => expect(asked).toBeGreaterThan(2))
  status = refused
  await vi.waitFor(() => expect(lost).toEqual([why]))
  const soFar = asked
  await rounds()
  expect(asked).toBe(soFar)
  expect(lost).toEqual([why])
})

test.each([429, 500, 503])('a poll that is answered %i keeps what is on screen and goes on', async (passing) => {
  const { lost, observer } = poll()
  await vi.waitFor(() => expect(asked).toBeGreaterThan(1))
  status = passing
  const soFar = asked
  await vi.waitFor(() => expect(asked).toBeGreaterThan(soFar + 2))
  expect(lost).toEqual([])
  expect(observer.getCurrentResult().data).toEqual({ data: ['row'] })
})

test('who lost access reads why and finds a way on', () => {
  expect(renderToStaticMarkup(<AccessLost lost="no_access" />)).toContain('You no longer have access')
  expect(renderToStaticMarkup(<AccessLost lost="no_access" />)).toContain('href="/account/teams"')
  expect(renderToStaticMarkup(<AccessLost lost="signed_out" />)).toContain('href="/sign-in"')
})
