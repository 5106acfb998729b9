import { expect, test } from 'vitest'
import { z } from 'zod'
import { ApiError } from './answers'
import { checked } from './input'

const body = z.strictObject({
  site_id: z.uuid(),
  livemode: z.enum(['true', 'false']),
  limit: z.coerce.number().int().min(1).max(200),
  name: z.string().min(1, 'Give it a name.').max(80),
  changes: z.array(z.strictObject({ on: z.boolean() })).min(1),
})

const right = {
  site_id: '01a1fbcc-0c15-7110-8c03-4dcda50b8343',
  livemode: 'true',
  limit: 5,
  name: 'Main',
  changes: [{ on: true }],
}

function fieldsOf(input: unknown) {
  try {
    checked({ params: {}, query: {}, body: input }, { body })
  } catch (error) {
    if (error instanceof ApiError) return error.extra.fields
    throw error
  }
  return null
}

test.each([
  [{ site_id: undefined }, { site_id: 'site_id is missing.' }],
  [{ site_id: 'x' }, { site_id: 'site_id must be an id, as the API gives it.' }],
  [{ site_id: 7 }, { site_id: 'site_id must be text.' }],
  [{ livemode: 'yes' }, { livemode: 'livemode must be one of: true, false.' }],
  [{ limit: 0 }, { limit: 'limit must be at least 1.' }],
  [{ limit: 201 }, { limit: 'limit must be at most 200.' }],
  [{ limit: 'many' }, { limit: 'limit must be a number.' }],
  [{ limit: 1.5 }, { limit: 'limit must be a whole number.' }],
  [{ name: '' }, { name: 'Give it a name.' }],
  [{ name: 'x'.repeat(81) }, { name: 'name must have at most 80 characters.' }],
  [{ changes: 'x' }, { changes: 'changes must be a list.' }],
  [{ changes: [] }, { changes: 'changes must have at least 1 entry.' }],
  [{ changes: [{ on: 1 }] }, { 'changes.0.on': 'changes.0.on must be true or false.' }],
  [{ changes: [{ on: true, of: 1 }] }, { 'changes.0.of': 'There is no field of here.' }],
  [
    { colour: 'red', size: 1 },
    { colour: 'There is no field colour here.', size: 'There is no field size here.' },
  ],
])('%j: in plain words, each under its own field', (over, fields) => {
  expect(fieldsOf({ ...right, ...over })).toEqual(fields)
})

test.each([null, [], 'x', 1])('a body that is %j is told to be an object', (input) => {
  expect(fieldsOf(input)).toEqual({ body: 'The input must be an object.' })
})
