import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { receiver } from '@/lib/deliveries/testing'
import type { StepOf } from '../definition'
import { makeFlow, thanks } from '../testing-rows'
import { http } from './http'
import { adasTeam, runOf } from './testing'

useTestDatabase()

const key = 'Bearer canary-1234567'
const step: StepOf<'http'> = {
  id: 'call',
  kind: 'http',
  method: 'POST',
  url: 'https://example.com/hook',
  headers: [{ name: 'X-Key', value: `${key} {{ event.currency }}` }],
  body: '',
}

test('DA-08 a call carries what is sealed in its flow, variables filled in, and what is kept of it does not', async () => {
  const place = await adasTeam()
  const { id, draft } = await makeFlow(place, { ...thanks, steps: [step] })
  const [stored] = draft.steps
  if (stored?.kind !== 'http') throw new Error('the step is another')
  expect(JSON.stringify(stored)).not.toContain('canary')

  const { http: guarded, calls } = receiver(() => ({
    ok: true,
    response: { status: 200, headers: {}, body: `{"message":"Hello, ${key} USD"}`, cut: false },
  }))
  const outcome = await http.run(stored, await runOf(place, { flowId: id }), guarded)
  expect(calls).toMatchObject([{ headers: { 'x-key': `${key} USD` } }])
  expect(outcome).toMatchObject({ status: 'done', says: 'Hello, …', detail: { exchange: expect.anything() } })
  expect(JSON.stringify(outcome)).not.toContain('canary')

  const elsewhere = http.run(stored, await runOf(place), guarded)
  await expect(elsewhere).rejects.toThrow('does not open')
  expect(calls).toHaveLength(1)
})
